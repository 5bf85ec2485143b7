import { anybodys, found, meeting, type Routes, stale } from './entry.ts'

export const meetingsRoutes: Routes = {
  'GET /v1/meetings': { deed: 'meeting.list', own: anybodys },
  'GET /v1/meetings/{id}': { deed: 'meeting.read', path: meeting, ...found },
  'GET /v1/meetings/{id}/invitation.ics': { deed: 'meeting.read', path: meeting, ...found },
  'GET /v1/meetings/{id}/rsvps': { deed: 'meeting.read-answers', path: meeting, ...found },
  'GET /v1/meetings/{id}/silent': { deed: 'meeting.read-answers', path: meeting, ...found },
  'GET /v1/meetings/{id}/deliveries': { deed: 'meeting.read-deliveries', path: meeting, ...found },
  'POST /v1/meetings': { deed: 'meeting.call', body: ({ bodies }) => bodies.aMeeting, ...found },
  'PATCH /v1/meetings/{id}': {
    deed: 'meeting.update',
    path: meeting,
    body: () => ({ title: 'Changed' }),
    ...found,
    ...stale,
  },
  'PUT /v1/meetings/{id}/rsvps/{contactId}': {
    deed: 'meeting.answer',
    path: ({ meetingId: id, contactId }) => ({ id, contactId }),
    body: () => ({ answer: 'accepted' }),
    ...found,
  },
  'POST /v1/meetings/{id}/invitations': {
    deed: 'meeting.update',
    path: meeting,
    body: ({ organizationId }) => ({ organizationId }),
    ...found,
    or: [409],
  },
  'DELETE /v1/meetings/{id}/invitations/{contactId}': {
    deed: 'meeting.update',
    path: ({ meetingId: id, contactId }) => ({ id, contactId }),
    ...found,
  },
  'POST /v1/meetings/{id}/cancellation': {
    deed: 'meeting.cancel',
    path: meeting,
    body: () => ({ reason: 'Not needed' }),
    ...found,
  },
}
