import type { Router } from '../../../http/contract.ts'
import { coalitionFromForm, newCoalitionPage } from './form.tsx'
import { coalitionListPage } from './list.tsx'
import { closureFromForm, coalitionPage, partFromForm } from './page.tsx'

/** Who answers a situation together: formed in one page, answers as they come in, and the end of it. */
export const coalitionPages = (pages: Router) => {
  const at = '/console/coalitions/:id'
  pages.get('/console/coalitions', coalitionListPage)
  pages.get('/console/coalitions/new', newCoalitionPage)
  pages.post('/console/coalitions/new', coalitionFromForm)
  pages.get(at, coalitionPage)
  pages.post(`${at}/organizations/:organizationId`, partFromForm)
  pages.post(`${at}/closure`, closureFromForm)
}
