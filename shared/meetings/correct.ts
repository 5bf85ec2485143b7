import type { Deps } from '../deps.ts'
import type { Id } from '../ids.ts'
import { announce } from '../ledger/announce.ts'
import type { Recipients } from '../ledger/recipients.ts'
import type { MeetingNotice } from './enlist.ts'
import type { Meeting } from './schema.ts'

/** The manifests of those invited now; the latest knows of each contact every delivery there was. */
const rostersOf = ({ rosters, notificationIds }: Meeting): Meeting['rosters'] =>
  rosters.length > 0
    ? rosters
    : notificationIds.slice(-1).map((notificationId) => ({ notificationId, but: [] }))

/** Those invited now: all of them, or some. */
export const invitedNow = (
  meeting: Meeting,
  only?: Id<'contact'>[],
): Extract<Recipients, { of: 'manifests' }> => {
  const rosters = rostersOf(meeting)
  return {
    of: 'manifests',
    notificationIds: rosters.map(({ notificationId }) => notificationId),
    ...(rosters.some(({ but }) => but.length > 0) && {
      but: Object.fromEntries(rosters.map(({ notificationId, but }) => [notificationId, but])),
    }),
    ...(only && { only }),
  }
}

/** The manifests after one contact has been taken from them. */
export const rostersWithout = (meeting: Meeting, contactId: Id<'contact'>): Meeting['rosters'] =>
  rostersOf(meeting).map(({ notificationId, but }) => ({ notificationId, but: [...but, contactId] }))

/** The manifests after one more notification has invited some. */
export const rostersWith = (meeting: Meeting, notificationIds: readonly Id<'notification'>[]) => [
  ...rostersOf(meeting),
  ...notificationIds.map((notificationId) => ({ notificationId, but: [] })),
]

/** Tells what became of a meeting to exactly those who are invited, and says what it then knows of that. */
export const correct = (deps: Deps, before: Meeting, content: MeetingNotice) => {
  const told = announce(deps, {
    kind: 'meeting',
    subject: before.id,
    recipients: invitedNow(before),
    content,
    corrects: before.notificationIds,
    // Who never got the call need not hear that it is off.
    tellsSuperseded: content.method !== 'cancel',
  })
  const notificationIds = [...before.notificationIds, told.id]
  return { ...told, known: { notificationIds, rosters: [{ notificationId: told.id, but: [] }] } }
}
