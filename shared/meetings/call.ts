import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { schedule as scheduleRow } from '../agenda/agenda.ts'
import { enter } from '../coalitions/enter.ts'
import { requireActive } from '../coalitions/lifecycle.ts'
import type { Coalition } from '../coalitions/schema.ts'
import type { Deps } from '../deps.ts'
import { record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { newRecord } from '../storage/collection.ts'
import type { Action } from '../storage/store.ts'
import { requireLimitsFit } from './capacity/limits.ts'
import { audienceOf, invited, noticeOf } from './notice.ts'
import { replan, seriesRow } from './reminders/plan.ts'
import { createMeeting } from './repository.ts'
import { deadlineOf, requireAhead, requireDeadlineBefore, schedule } from './schedule.ts'
import type { Meeting, MeetingInput } from './schema.ts'
import { requireOfOne } from './series/change.ts'
import { layOut } from './series/instances.ts'

export const callerOf = (actor: Actor): Pick<Meeting, 'calledBy'> =>
  actor.kind === 'person'
    ? { calledBy: { organizationId: actor.organizationId, contactId: actor.contactId } }
    : {}

interface Calling {
  readonly input: MeetingInput
  readonly coalition: Coalition | undefined
  /** Who hears of its answers. */
  readonly by: Pick<Meeting, 'calledBy'>
}

const plan = (deps: Deps, { input, by }: Calling): Meeting => {
  const now = deps.clock.now()
  const id = deps.ids.next('meeting')
  const { rsvpBy, recurrence: _, ...rest } = input
  const times = schedule(input)
  const planned: Meeting = {
    ...rest,
    ...times,
    ...(input.recurrence && { recurrence: layOut({ ...input, ...times }, input.recurrence, now) }),
    ...(rsvpBy !== undefined && { rsvpBy: deadlineOf(rsvpBy, input.timeZone, now) }),
    id,
    uid: `${id}@${deps.config.mail.domain}`,
    sequence: 0,
    timeSequence: 0,
    status: 'confirmed',
    ...by,
    minutesEdition: 0,
    formerStarts: [],
    notificationIds: [],
    additions: [],
    rosters: [],
    withdrawn: [],
    ...newRecord(now),
  }
  requireAhead(planned, now)
  requireDeadlineBefore(planned)
  requireLimitsFit(planned)
  requireOfOne(planned)
  return planned
}

/** A meeting and its invitations, for the transaction that calls it. */
export const prepareCall = (deps: Deps, actor: Actor, calling: Calling) => {
  const planned = plan(deps, calling)
  const told = announce(deps, {
    kind: 'meeting',
    subject: planned.id,
    recipients: invited(planned),
    content: noticeOf(planned, calling.coalition),
  })
  const called = { ...planned, notificationIds: [told.id] }
  const { coalitionId } = called
  const actions: Action[] = [
    ...createMeeting(called),
    ...told.actions,
    ...replan(undefined, called, deps.clock.now()),
    ...(called.recurrence ? [scheduleRow(seriesRow(called.id, called.createdAt))] : []),
    record(deps, actor, {
      type: 'meeting.called',
      subject: called.id,
      audience: audienceOf(called),
      data: { startsAt: called.startsAtUtc, ...(coalitionId && { coalitionId }) },
      notifications: [told.id],
    }),
  ]
  return { called, actions }
}

/** Calls a meeting of a coalition, or of the whole alliance, and invites everybody there. */
export const callMeeting = async (deps: Deps, actor: Actor, input: MeetingInput): Promise<Meeting> => {
  const { coalitionId } = input
  const known = coalitionId && (await enter(deps.store, actor, coalitionId))
  permit(actor, 'meeting.call', known ? known.within : {})
  if (known) requireActive(known.coalition)
  const coalition = known ? known.coalition : undefined
  const { called, actions } = prepareCall(deps, actor, { input, coalition, by: callerOf(actor) })
  await deps.store.transact(actions)
  return called
}
