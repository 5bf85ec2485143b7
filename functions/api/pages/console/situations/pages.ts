import type { Router } from '../../../http/contract.ts'
import { situationListPage } from './list.tsx'
import { indicatorFromForm, levelFromForm, situationPage } from './page.tsx'
import { storyPage } from './story.tsx'
import { changeSituationFromForm, editSituationPage, newSituationPage, situationFromForm } from './write.tsx'

/** What the alliance watches, and how it came to stand as it does. */
export const situationPages = (pages: Router) => {
  const at = '/console/situations/:id'
  pages.get('/console/situations', situationListPage)
  pages.get('/console/situations/new', newSituationPage)
  pages.post('/console/situations/new', situationFromForm)
  pages.get(at, situationPage)
  pages.get(`${at}/story`, storyPage)
  pages.get(`${at}/edit`, editSituationPage)
  pages.post(`${at}/edit`, changeSituationFromForm)
  pages.post(`${at}/level`, levelFromForm)
  pages.post(`${at}/indicators`, indicatorFromForm)
}
