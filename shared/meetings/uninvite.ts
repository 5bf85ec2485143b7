import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { organizationInvited } from './answers/answer-for.ts'
import { follow, type Rsvp } from './answers/rsvp.ts'
import { movePlaces } from './capacity/move.ts'
import { coalitionOf } from './coalition-of.ts'
import { invitedNow, rostersWithout } from './correct.ts'
import { changedTooOften } from './errors.ts'
import { noticeOf } from './notice.ts'
import { meetingWithAnswer, putAnswer, replaceMeeting } from './repository.ts'
import type { Meeting } from './schema.ts'
import { nextSequence } from './series/change.ts'
import { noticesToCome } from './series/correct.ts'
import { wholeSeriesOnly } from './series/errors.ts'
import { apartFrom } from './series/read.ts'
import { isWithdrawn, meetingKnownTo } from './standing.ts'
import { requireOpen } from './state.ts'

/**
 * What the meeting tells one contact who is not invited any more: a CANCEL of their own, under a sequence above its and
 * above those of what stands apart from it. It overtakes what they have yet to be told of that, too.
 */
const announceTo = async (deps: Deps, before: Meeting, contactId: Rsvp['contactId']) => {
  const [coalition, apart] = await Promise.all([
    coalitionOf(deps.store, before),
    apartFrom(deps.store, before),
  ])
  const now = deps.clock.now()
  const sequence = nextSequence(before, apart)
  const beside = noticesToCome(before, apart, now)
  const told = announce(deps, {
    kind: 'meeting',
    subject: before.id,
    recipients: { ...invitedNow(before, [contactId]), ...(beside.length > 0 && { beside }) },
    content: {
      ...noticeOf({ ...before, updatedAt: now.toISOString() }, coalition, apart),
      method: 'cancel',
      withdrawn: true,
      sequence,
    },
    corrects: before.notificationIds,
    tellsSuperseded: false,
  })
  return { ...told, left: { contactId, notificationId: told.id, sequence } }
}

/** An answer of theirs is taken back, and gives its places back. */
const takeBack = (meeting: Meeting, before: Rsvp | undefined, now: Date): Action[] => {
  if (!before?.answer) return []
  const { contactId, organizationId } = before
  const giver = { contactId, organizationId, by: 'api', sequence: before.sequence } as const
  const after = follow(before, { answer: null, delegates: 1 }, giver, now)
  return [putAnswer(meeting.id, before, after), ...movePlaces(meeting, before, after, now)]
}

/** Each is named in every manifest that might hold them. */
const maximumWithdrawn = 100

interface Uninvited {
  readonly id: Meeting['id']
  readonly contactId: Rsvp['contactId']
}

/** Uninvites one contact: the entry leaves their calendar, and nobody else's changes. Twice is once. */
export const uninvite = async (deps: Deps, actor: Actor, { id, contactId }: Uninvited): Promise<void> =>
  onFreshRead(async () => {
    const known = await meetingKnownTo(deps.store, actor, id)
    permit(actor, 'meeting.update', known.within)
    const { meeting: before, answer } = await meetingWithAnswer(deps.store, id, contactId)
    const now = deps.clock.now()
    requireOpen(before, now)
    if (before.occurrence) throw wholeSeriesOnly()
    if (isWithdrawn(before, contactId)) return
    if (before.withdrawn.length >= maximumWithdrawn) throw changedTooOften()
    const { id: organizationId } = await organizationInvited(deps, before, contactId)
    const told = await announceTo(deps, before, contactId)
    const after = revise<Meeting>(
      before,
      { rosters: rostersWithout(before, contactId), withdrawn: [...before.withdrawn, told.left] },
      now,
    )
    await deps.store.transact([
      ...replaceMeeting(before, after),
      ...takeBack(before, answer, now),
      ...told.actions,
      record(deps, actor, {
        type: 'meeting.contact-uninvited',
        subject: id,
        audience: forCoordinators,
        data: { contactId, organizationId },
        notifications: [told.id],
      }),
    ])
  })
