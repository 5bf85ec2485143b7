import type { Router } from '../../../http/contract.ts'
import { changeCoalitionFromForm, editCoalitionPage } from './edit.tsx'
import { coalitionFromForm, newCoalitionPage } from './form.tsx'
import { invitationFromForm, invitingPage } from './invite.tsx'
import { closureFromForm, reopeningFromForm } from './life.tsx'
import { coalitionListPage, requestFromForm } from './list.tsx'
import { objectionFromForm, withdrawalFromForm } from './objections.tsx'
import { coalitionPage } from './page.tsx'
import { partFromForm, partPage } from './part.tsx'

/** Who answers a situation together: formed in one page, answers as they come in, and the end of it. */
export const coalitionPages = (pages: Router) => {
  const at = '/console/coalitions/:id'
  pages.get('/console/coalitions', coalitionListPage)
  pages.get('/console/coalitions/new', newCoalitionPage)
  pages.post('/console/coalitions/new', coalitionFromForm)
  pages.get(at, coalitionPage)
  pages.get(`${at}/edit`, editCoalitionPage)
  pages.post(`${at}/edit`, changeCoalitionFromForm)
  pages.get(`${at}/invite`, invitingPage)
  pages.post(`${at}/invite`, invitationFromForm)
  pages.post(`${at}/request`, requestFromForm)
  pages.get(`${at}/organizations/:organizationId`, partPage)
  pages.post(`${at}/organizations/:organizationId`, partFromForm)
  pages.post(`${at}/objections`, objectionFromForm)
  pages.post(`${at}/objections/:objectionId/withdrawal`, withdrawalFromForm)
  pages.post(`${at}/closure`, closureFromForm)
  pages.post(`${at}/reopening`, reopeningFromForm)
}
