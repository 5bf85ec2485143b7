import type { Router } from '../../../http/contract.ts'
import { filesFromForm, filesPage, openFile } from './files.tsx'
import { postListPage } from './list.tsx'
import { postStepPages } from './page.tsx'
import { changePostFromForm, editPostPage, newPostPage, postFromForm } from './write.tsx'

/** Publications: written by members, read by those they are for, held or withdrawn where they must be. */
export const consolePostPages = (pages: Router) => {
  pages.get('/console/posts', postListPage)
  pages.get('/console/posts/new', newPostPage)
  pages.post('/console/posts/new', postFromForm)
  pages.get('/console/posts/:id/edit', editPostPage)
  pages.post('/console/posts/:id/edit', changePostFromForm)
  pages.get('/console/posts/:id/files', filesPage)
  pages.post('/console/posts/:id/files', filesFromForm)
  pages.get('/console/posts/:id/attachments/:attachmentId', openFile)
  postStepPages(pages)
}
