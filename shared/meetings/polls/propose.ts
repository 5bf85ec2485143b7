import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { enter } from '../../coalitions/enter.ts'
import { requireActive } from '../../coalitions/lifecycle.ts'
import type { Deps } from '../../deps.ts'
import { record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { newRecord } from '../../storage/collection.ts'
import { callerOf } from '../call.ts'
import { requireLimitsFit } from '../capacity/limits.ts'
import { audienceOf, invited } from '../notice.ts'
import { requireAhead, schedule } from '../schedule.ts'
import { instantOf, isLocalTime } from '../time.ts'
import { closesInThePast, closesTooLate, sameSlotTwice } from './errors.ts'
import { pollNotice } from './notice.ts'
import { planPoll } from './plan.ts'
import { createPoll } from './repository.ts'
import type { Poll, PollInput, PollSlot } from './schema.ts'

/** The times as they are stored; each must be one that could be called. */
const slotsOf = ({ slots, timeZone, durationMinutes }: PollInput, now: Date): PollSlot[] => {
  const stored = slots.map((slot, at): PollSlot => {
    const whole = { timeZone, durationMinutes, ...slot }
    const pointer = `#/slots/${at}/startsAt`
    const times = schedule(whole, pointer)
    requireAhead(times, now, pointer)
    return { id: String(at + 1), ...whole, ...times }
  })
  const keys = stored.map(({ startsAtUtc, endsAtUtc }) => `${startsAtUtc} ${endsAtUtc}`)
  const again = keys.findIndex((key, at) => keys.indexOf(key) < at)
  if (again >= 0) throw sameSlotTwice(again)
  return stored
}

const closingOf = ({ closesAt, timeZone }: PollInput, slots: readonly PollSlot[], now: Date) => {
  const closes = isLocalTime(closesAt)
    ? instantOf(closesAt, { timeZone }, '#/closesAt')
    : new Date(closesAt).toISOString()
  if (Date.parse(closes) <= now.getTime()) throw closesInThePast()
  if (slots.some(({ startsAtUtc }) => startsAtUtc <= closes)) throw closesTooLate()
  return closes
}

const plan = (deps: Deps, actor: Actor, input: PollInput): Omit<Poll, 'notificationId'> => {
  const now = deps.clock.now()
  const slots = slotsOf(input, now)
  requireLimitsFit(input)
  const { calledBy } = callerOf(actor)
  return {
    ...input,
    id: deps.ids.next('poll'),
    status: 'open',
    slots,
    closesAt: closingOf(input, slots, now),
    ...(calledBy && { proposedBy: calledBy }),
    ...newRecord(now),
  }
}

/** Proposes times for a meeting of a coalition, or of the whole alliance, and asks everybody there which suit them. */
export const proposePoll = async (deps: Deps, actor: Actor, input: PollInput): Promise<Poll> => {
  const { coalitionId } = input
  const known = coalitionId && (await enter(deps.store, actor, coalitionId))
  permit(actor, 'meeting.call', known ? known.within : {})
  if (known) requireActive(known.coalition)
  const planned = plan(deps, actor, input)
  const told = announce(deps, {
    kind: 'poll',
    subject: planned.id,
    recipients: invited(planned),
    content: await pollNotice(deps.store, planned, 'open'),
  })
  const proposed: Poll = { ...planned, notificationId: told.id }
  await deps.store.transact([
    ...createPoll(proposed),
    ...told.actions,
    ...planPoll(proposed),
    record(deps, actor, {
      type: 'poll.proposed',
      subject: proposed.id,
      audience: audienceOf(proposed),
      data: {
        slots: proposed.slots.length,
        closesAt: proposed.closesAt,
        ...(coalitionId && { coalitionId }),
      },
      notifications: [told.id],
    }),
  ])
  return proposed
}
