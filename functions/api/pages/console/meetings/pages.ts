import type { Router } from '../../../http/contract.ts'
import { answerFromForm } from './answer.tsx'
import { attendanceFromForm } from './attendance.tsx'
import { meetingFromForm, newMeetingPage } from './call.tsx'
import { editMeetingPage, meetingChangeFromForm } from './change.tsx'
import { meetingListPage } from './list.tsx'
import { decisionFromForm, minutesFromForm, minutesPage, publicationFromForm } from './minutes.tsx'
import { cancellationFromForm, meetingPage, reminderFromForm } from './page.tsx'

/** Meetings: called with everybody's own hour in view, and their answers. */
export const meetingPages = (pages: Router) => {
  const at = '/console/meetings/:id'
  pages.get('/console/meetings', meetingListPage)
  pages.get('/console/meetings/new', newMeetingPage)
  pages.post('/console/meetings/new', meetingFromForm)
  pages.get(at, meetingPage)
  pages.get(`${at}/edit`, editMeetingPage)
  pages.post(`${at}/edit`, meetingChangeFromForm)
  pages.post(`${at}/cancellation`, cancellationFromForm)
  pages.post(`${at}/reminder`, reminderFromForm)
  pages.post(`${at}/answer`, answerFromForm)
  pages.get(`${at}/minutes`, minutesPage)
  pages.post(`${at}/minutes`, minutesFromForm)
  pages.post(`${at}/minutes/publish`, publicationFromForm)
  pages.post(`${at}/attendance`, attendanceFromForm)
  pages.post(`${at}/decisions`, decisionFromForm)
}
