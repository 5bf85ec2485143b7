import type { Router } from '../../../http/contract.ts'
import { meetingFromForm, newMeetingPage } from './call.tsx'
import { meetingListPage } from './list.tsx'
import { cancellationFromForm, meetingPage } from './page.tsx'

/** Meetings: called with everybody's own hour in view, and their answers. */
export const meetingPages = (pages: Router) => {
  const at = '/console/meetings/:id'
  pages.get('/console/meetings', meetingListPage)
  pages.get('/console/meetings/new', newMeetingPage)
  pages.post('/console/meetings/new', meetingFromForm)
  pages.get(at, meetingPage)
  pages.post(`${at}/cancellation`, cancellationFromForm)
}
