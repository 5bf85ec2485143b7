import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { requireActive } from '../../coalitions/lifecycle.ts'
import type { Deps } from '../../deps.ts'
import { record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { prepareCall } from '../call.ts'
import { coalitionOf } from '../coalition-of.ts'
import { audienceOf } from '../notice.ts'
import { haltReminders } from '../reminders/told.ts'
import type { MeetingInput } from '../schema.ts'
import { noSuchSlot, pollCalledOff, pollDecided, slotOver } from './errors.ts'
import { pollNotice } from './notice.ts'
import { unplanPoll } from './plan.ts'
import { pollKnownTo } from './read.ts'
import { replacePoll } from './repository.ts'
import type { Poll, PollChoice, PollSlot } from './schema.ts'

/** The meeting that a time becomes. */
const meetingAt = (poll: Poll, slot: PollSlot, rsvpBy: PollChoice['rsvpBy']): MeetingInput => {
  const { coalitionId, title, agenda, agendaItems, location, capacity, capacities, quorum, reminders } = poll
  const { startsAt, offset, timeZone, durationMinutes } = slot
  return {
    ...{ title, agenda, location, reminders, startsAt, timeZone, durationMinutes },
    ...(coalitionId && { coalitionId }),
    ...(agendaItems && { agendaItems }),
    ...(capacity && { capacity }),
    ...(capacities && { capacities }),
    ...(quorum && { quorum }),
    ...(offset && { offset }),
    ...(rsvpBy && { rsvpBy }),
  }
}

interface Deciding {
  readonly slot: PollSlot
  readonly rsvpBy?: PollChoice['rsvpBy']
}

/** The end of a poll and the call that it comes to, in one transaction. */
export const decidePoll = async (deps: Deps, actor: Actor, before: Poll, { slot, rsvpBy }: Deciding) => {
  const coalition = await coalitionOf(deps.store, before)
  if (coalition) requireActive(coalition)
  const { proposedBy } = before
  const by = proposedBy ? { calledBy: proposedBy } : {}
  const { called, actions } = prepareCall(deps, actor, {
    input: meetingAt(before, slot, rsvpBy),
    coalition,
    by,
  })
  const ended = { status: 'decided', slotId: slot.id, meetingId: called.id } as const
  const after = revise<Poll>(before, ended, deps.clock.now())
  const decided = record(deps, actor, {
    type: 'poll.decided',
    subject: before.id,
    audience: audienceOf(before),
    data: { meetingId: called.id, slotId: slot.id },
  })
  return {
    after,
    actions: [...replacePoll(before, after), ...unplanPoll(before), ...actions, decided],
  }
}

interface Choosing {
  readonly id: Poll['id']
  readonly version?: number | undefined
  readonly choice: PollChoice
}

/** Closes a poll by hand with the time that is to be: the meeting is called. The same time again is the same. */
export const choosePollSlot = async (
  deps: Deps,
  actor: Actor,
  { id, version, choice: { slotId, rsvpBy } }: Choosing,
): Promise<Poll> =>
  onFreshRead(
    async () => {
      const { poll: before, within } = await pollKnownTo(deps.store, actor, id)
      permit(actor, 'meeting.call', within)
      if (before.status === 'decided' && before.slotId === slotId) return before
      requireVersion('poll', before, version)
      if (before.status === 'called-off') throw pollCalledOff()
      if (before.status === 'decided') throw pollDecided()
      const slot = before.slots.find((each) => each.id === slotId)
      if (!slot) throw noSuchSlot()
      if (slot.startsAtUtc <= deps.clock.now().toISOString()) throw slotOver()
      const { after, actions } = await decidePoll(deps, actor, before, { slot, rsvpBy })
      await deps.store.transact(actions)
      return after
    },
    version === undefined ? undefined : 1,
  )

interface CallingOff {
  readonly id: Poll['id']
  readonly version?: number | undefined
  readonly reason: string
}

/** Ends a poll without a meeting, and tells those who were asked. */
export const callOffPoll = async (
  deps: Deps,
  actor: Actor,
  { id, version, reason }: CallingOff,
): Promise<Poll> =>
  onFreshRead(
    async () => {
      const { poll: before, within } = await pollKnownTo(deps.store, actor, id)
      permit(actor, 'meeting.call', within)
      if (before.status === 'called-off') return before
      requireVersion('poll', before, version)
      if (before.status === 'decided') throw pollDecided()
      const ended = { status: 'called-off', calledOffBecause: reason } as const
      const after = revise<Poll>(before, ended, deps.clock.now())
      const told = announce(deps, {
        kind: 'poll',
        subject: id,
        recipients: { of: 'manifests', notificationIds: [before.notificationId] },
        content: await pollNotice(deps.store, after, 'called-off'),
        corrects: [before.notificationId],
        tellsSuperseded: false,
      })
      await deps.store.transact([
        ...replacePoll(before, after),
        ...unplanPoll(before),
        ...(await haltReminders(deps.store, id, deps.clock.now())),
        ...told.actions,
        record(deps, actor, {
          type: 'poll.called-off',
          subject: id,
          audience: audienceOf(before),
          notifications: [told.id],
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
