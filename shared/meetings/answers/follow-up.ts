import type { Deps } from '../../deps.ts'
import { announce, nothingTold } from '../../ledger/announce.ts'
import type { Reply } from '../../replies/schema.ts'
import { openTask } from '../../tasks/open.ts'
import { tellOrganizer } from '../organizer.ts'
import { getMeeting } from '../repository.ts'
import type { Guest } from './by-link.ts'
import type { CalendarReply } from './calendar-reply.ts'

/** Another time is proposed: a task, and a word to the organizer, who may move the meeting. */
const passOn = async (deps: Deps, { meetingId, organization, contact }: Guest, reply: CalendarReply) => {
  const meeting = await getMeeting(deps.store, meetingId)
  const task = await openTask(deps, {
    kind: 'meeting-time-proposed',
    subject: meetingId,
    organizationId: organization.id,
    contactId: contact.id,
    cause: `${contact.id} ${reply.times}`,
  })
  const told = await tellOrganizer(deps, meeting, {
    key: 'meeting-time-proposed',
    params: {
      organization: organization.name,
      title: meeting.title,
      times: reply.times.slice(0, 200) || '–',
      comment: reply.comment?.slice(0, 500) ?? '–',
    },
  })
  return { ...told, actions: [...task.actions, ...told.actions] }
}

/** Their calendar shows an answer that does not count, so the contact hears of it, with the link to what holds. */
const sayNotCounted = async (deps: Deps, { meetingId, organization, contact }: Guest) => {
  const { title } = await getMeeting(deps.store, meetingId)
  const contacts = [{ organizationId: organization.id, contactId: contact.id }]
  return announce(deps, {
    kind: 'notice',
    subject: meetingId,
    recipients: { of: 'contacts', contacts },
    content: { key: 'answer-not-counted', params: { title }, action: true },
  })
}

/** What follows when a verified answer of a calendar cannot be counted. */
export const followUp = (deps: Deps, guest: Guest, reply: CalendarReply, because: Reply['because']) => {
  if (because === 'another-time-proposed') return passOn(deps, guest, reply)
  if (because === 'too-late' || because === 'full') return sayNotCounted(deps, guest)
  return Promise.resolve(nothingTold)
}
