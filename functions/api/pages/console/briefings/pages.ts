import type { Router } from '../../../http/contract.ts'
import { briefingListPage } from './list.tsx'
import { briefingPage } from './page.tsx'
import { briefingFromForm, changedBriefing, editBriefingPage, newBriefingPage } from './write.tsx'

/** Who spoke to whom at an authority, about what, what came of it, and what is next. */
export const briefingPages = (pages: Router) => {
  const at = '/console/briefings/:id'
  pages.get('/console/briefings', briefingListPage)
  pages.get('/console/briefings/new', newBriefingPage)
  pages.post('/console/briefings/new', briefingFromForm)
  pages.get(at, briefingPage)
  pages.get(`${at}/edit`, editBriefingPage)
  pages.post(`${at}/edit`, changedBriefing)
}
