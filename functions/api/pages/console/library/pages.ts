import type { Router } from '../../../http/contract.ts'
import { itemPage, openItemFromPage, removalFromForm } from './item.tsx'
import { libraryListPage } from './list.tsx'
import { changedItem, editItemPage, itemFromForm, newItemPage } from './write.tsx'

/** The library: searched by members, kept by coordinators. */
export const consoleLibraryPages = (pages: Router) => {
  const at = '/console/library/:id'
  pages.get('/console/library', libraryListPage)
  pages.get('/console/library/new', newItemPage)
  pages.post('/console/library/new', itemFromForm)
  pages.get(at, itemPage)
  pages.get(`${at}/edit`, editItemPage)
  pages.post(`${at}/edit`, changedItem)
  pages.post(`${at}/removal`, removalFromForm)
  pages.get(`${at}/attachments/:attachmentId`, openItemFromPage)
}
