import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { instant, text } from '../../text.ts'
import { localTime, meetingInput } from '../schema.ts'

const { startsAt, offset, timeZone, durationMinutes, ...meeting } = meetingInput.omit({
  rsvpBy: true,
  recurrence: true,
}).shape

/** So many as a page on an old phone shows in one answer. */
const mostSlots = 12

const slotInput = z
  .strictObject({
    startsAt,
    offset,
    /** The poll's own, where a slot has none. */
    timeZone: timeZone.optional(),
    durationMinutes: durationMinutes.optional(),
  })
  .meta({ id: 'PollSlotInput' })

const choosing = z.enum(['by-hand', 'automatically']).meta({
  description:
    'What becomes of it at its deadline: the organizer chooses, or the time is called that most organizations can make; ' +
    'among equals the one with more yes, then night for fewer organizations, then for fewer contacts, then the earliest',
})

export const pollInput = z
  .strictObject({
    ...meeting,
    timeZone,
    durationMinutes,
    slots: z.array(slotInput).min(2, 'needs two times at least').max(mostSlots),
    closesAt: z.union([instant, localTime], 'is neither a local time nor one with an offset'),
    choose: choosing.default('by-hand'),
  })
  .meta({ id: 'PollInput', description: 'A meeting whose time its invited choose' })
export type PollInput = z.output<typeof pollInput>

export const pollSlot = z
  .object({
    id: z.string(),
    startsAt: z.string(),
    offset: z.string().optional(),
    timeZone: z.string(),
    durationMinutes: z.int(),
    startsAtUtc: z.iso.datetime(),
    endsAtUtc: z.iso.datetime(),
  })
  .meta({ id: 'PollSlot' })
export type PollSlot = z.infer<typeof pollSlot>

/** `closed`: no answers any more, and the organizer has yet to choose. */
const statuses = ['open', 'closed', 'decided', 'called-off'] as const

const { agenda, title, location, capacity, capacities, quorum, agendaItems, coalitionId } = meeting

export const poll = z.object({
  id: idOf('poll'),
  status: z.enum(statuses),
  coalitionId,
  title,
  agenda,
  agendaItems,
  location,
  capacity,
  capacities,
  quorum,
  reminders: z.array(z.int()),
  timeZone: z.string(),
  durationMinutes: z.int(),
  slots: z.array(pollSlot),
  closesAt: z.iso.datetime(),
  choose: choosing,
  /** The time that was chosen, and the meeting that came of it. */
  slotId: z.string().optional(),
  meetingId: idOf('meeting').optional(),
  calledOffBecause: z.string().optional(),
  /** Who proposed it, and hears of its end. */
  proposedBy: z.object({ organizationId: idOf('organization'), contactId: idOf('contact') }).optional(),
  /** What told the invited of it. */
  notificationId: idOf('notification'),
  ...recordShape,
})
export type Poll = z.infer<typeof poll>

export const pollChoice = z
  .strictObject({
    slotId: z.string().max(8),
    /** Until when the meeting's invitation is to be answered. */
    rsvpBy: z.union([instant, localTime]).optional(),
  })
  .meta({ id: 'PollChoice' })
export type PollChoice = z.output<typeof pollChoice>

export const pollCallingOff = z.strictObject({ reason: text(1000) }).meta({ id: 'PollCallingOff' })
