import type { Router } from '../../../http/contract.ts'
import { takeCallSheet } from '../../../routes/alerts/call-sheet.tsx'
import { callSheetPage } from '../../call-sheet.tsx'
import { idIn } from '../shell/path.ts'
import { answerFromForm } from './answer.tsx'
import { changeFromForm, editAlertPage } from './change.tsx'
import { commentsPage, roundFromForm } from './comments.tsx'
import { consentNoted, consentsAsked, consentsPage } from './consents.tsx'
import { endAlertPage, endFromForm } from './end.tsx'
import { alertListPage } from './list.tsx'
import { alertPage } from './page.tsx'
import { previewPage } from './preview/page.tsx'
import { progressPage, progressPart } from './progress/page.tsx'
import { alertStepPages } from './steps/take.ts'
import { translationApprovalFromForm, translationFromForm, translationsPage } from './translations.tsx'
import { draftFromForm, newAlertPage } from './write.tsx'

/** Alerts: written, looked at before they go, approved by a second person, and watched as they go out. */
export const alertPages = (pages: Router) => {
  const at = '/console/alerts/:id'
  pages.get('/console/alerts', alertListPage)
  pages.get('/console/alerts/new', newAlertPage)
  pages.post('/console/alerts/new', draftFromForm)
  pages.get(at, alertPage)
  pages.get(`${at}/edit`, editAlertPage)
  pages.post(`${at}/edit`, changeFromForm)
  pages.get(`${at}/end`, endAlertPage)
  pages.post(`${at}/end`, endFromForm)
  pages.get(`${at}/comments`, commentsPage)
  pages.post(`${at}/comments`, roundFromForm)
  pages.get(`${at}/consents`, consentsPage)
  pages.post(`${at}/consents`, consentsAsked)
  pages.post(`${at}/consents/:organizationId`, consentNoted)
  pages.get(`${at}/translations`, translationsPage)
  pages.post(`${at}/translations`, translationFromForm)
  pages.post(`${at}/translations/approve`, translationApprovalFromForm)
  pages.get(`${at}/preview`, previewPage)
  pages.get(`${at}/call-sheet`, async (c) => callSheetPage(c, await takeCallSheet(c, idIn(c, 'alert'))))
  pages.get(`${at}/progress`, progressPage)
  pages.get(`${at}/progress/part`, progressPart)
  pages.post(`${at}/answer`, answerFromForm)
  alertStepPages(pages)
}
