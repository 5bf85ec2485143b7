import type { Router } from '../../../http/contract.ts'
import { changedHearing, hearingFromForm, hearingPage, newHearingPage } from './hearing.tsx'
import { caseListPage } from './list.tsx'
import { casePage } from './page.tsx'
import { stageFromForm, stagePage } from './stage.tsx'
import { unwatchFromForm, watchFromForm } from './watch.tsx'
import { caseFromForm, changedCase, editCasePage, newCasePage } from './write.tsx'

/** Cases before courts: followed from stage to stage, with what is heard when, and who is told. */
export const consoleCasePages = (pages: Router) => {
  const at = '/console/cases/:id'
  pages.get('/console/cases', caseListPage)
  pages.get('/console/cases/new', newCasePage)
  pages.post('/console/cases/new', caseFromForm)
  pages.get(at, casePage)
  pages.get(`${at}/edit`, editCasePage)
  pages.post(`${at}/edit`, changedCase)
  pages.get(`${at}/stage`, stagePage)
  pages.post(`${at}/stage`, stageFromForm)
  pages.get(`${at}/hearings/new`, newHearingPage)
  pages.post(`${at}/hearings/new`, hearingFromForm)
  pages.get(`${at}/hearings/:hearingId`, hearingPage)
  pages.post(`${at}/hearings/:hearingId`, changedHearing)
  pages.post(`${at}/watch`, watchFromForm)
  pages.post(`${at}/unwatch`, unwatchFromForm)
}
