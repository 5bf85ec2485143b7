import type { Router } from '../../../http/contract.ts'
import { inboxPage } from './list.tsx'
import { answerFromMail, closedByForm, replyPage, takenByForm } from './page.tsx'
import { toldByForm, toldPage } from './told.tsx'

/** What people said otherwise than by our links: mails that came back, and what a coordinator was told. */
export const inboxPages = (pages: Router) => {
  const at = '/console/inbox/:id'
  pages.get('/console/inbox', inboxPage)
  pages.get(at, replyPage)
  pages.post(`${at}/take`, takenByForm)
  pages.post(`${at}/answer`, answerFromMail)
  pages.post(`${at}/close`, closedByForm)
  pages.get('/console/told/:id', toldPage)
  pages.post('/console/told/:id', toldByForm)
}
