import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { parseForm } from '../../form.ts'
import { idOf } from '../../ids.ts'
import { told, toldInput } from '../../replies/told.ts'
import { line, text } from '../../text.ts'
import { attending, place, statusOf } from '../capacity/place.ts'

export const rsvpAnswers = ['accepted', 'tentative', 'declined'] as const
const rsvpAnswer = z.enum(rsvpAnswers).meta({ id: 'RsvpAnswer' })

const delegateName = line(100).refine((name) => !/[<>"&]/.test(name), 'is not a name')

const said = {
  answer: rsvpAnswer,
  comment: text(500).optional(),
  /** How many people come from the organization by this answer. */
  delegates: z.int().min(1).max(100).default(1),
  /** Who they are, as far as the organization wishes to say. */
  delegateNames: z.array(delegateName).max(100).optional(),
  /** Of a hybrid meeting: in which of its two ways they take part. */
  attending: attending.optional(),
}

interface Coming {
  readonly delegates: number
  readonly delegateNames?: readonly string[] | undefined
}

const plausible = <S extends z.ZodType<Coming>>(schema: S) =>
  schema
    .refine(({ delegates, delegateNames = [] }) => delegateNames.length <= delegates, {
      message: 'names more people than come',
      path: ['delegateNames'],
    })
    .refine(({ delegateNames = [] }) => delegateNames.join('').length <= 400, {
      message: 'has more than 400 characters in all',
      path: ['delegateNames'],
    })

export const rsvpInput = plausible(z.strictObject({ ...said, told: toldInput.optional() })).meta({
  id: 'RsvpInput',
})
export type RsvpInput = z.output<typeof rsvpInput>

/** What a mail says, which itself is how it was told. */
export const mailedRsvp = plausible(z.strictObject(said)).meta({ id: 'ReplyAsRsvp' })

/** Who names three people and leaves the number at the one that stood there means three. */
const comingBy = (number: number, names: readonly string[]) => (number === 1 ? names.length || 1 : number)

/** A posted form as an answer; fields left empty are not there. */
export const rsvpForm = (fields: Readonly<Record<string, string>>): RsvpInput => {
  const { answer, comment, delegates, delegateNames = '', attending: way } = fields
  const names = delegateNames.split('\n').filter((name) => name.trim())
  const filled = {
    answer,
    ...(comment?.trim() && { comment }),
    ...(delegates?.trim() && { delegates: comingBy(Number(delegates), names) }),
    ...(names.length > 0 && { delegateNames: names }),
    ...(way && { attending: way }),
  }
  return parseForm(rsvpInput, filled)
}

/** By what an answer came: a link in a mail that may have been forwarded, the API, a mail, or a coordinator who was told it. */
const rsvpWays = ['link', 'api', 'mail', 'coordinator'] as const
type RsvpWay = (typeof rsvpWays)[number]

const given = {
  /** `null` once it was taken back. */
  answer: rsvpAnswer.nullable(),
  comment: z.string().optional(),
  delegates: z.int(),
  delegateNames: z.array(z.string()).optional(),
  attending: attending.optional(),
  answeredAt: z.iso.datetime(),
  by: z.enum(rsvpWays),
  told: told.optional(),
  /** The meeting's when this was said: an answer with a lower one was to another time. */
  sequence: z.int(),
}
const earlierAnswer = z.object(given)

/** What RFC 5546 §2.1.5 puts the replies of one attendee in order by. */
const calendarMark = z.object({ sequence: z.int(), stamp: z.iso.datetime() })
export type CalendarMark = z.infer<typeof calendarMark>

export const rsvp = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  ...given,
  /** What it was before, newest first. */
  earlier: z.array(earlierAnswer),
  /** The latest of their calendar's answers that counted; an older one that comes late does not. */
  calendar: calendarMark.optional(),
  /** Where places are few, and this acceptance does not simply have its own. */
  place: place.optional(),
  /** Whether they were invited when the time for answering was over: for them it is not. */
  invitedLate: z.literal(true).optional(),
  version: z.int().min(1),
})
export type Rsvp = z.infer<typeof rsvp>

const kept = 10

export type Said = Pick<Rsvp, 'answer' | 'comment' | 'delegates' | 'delegateNames' | 'attending'>

export interface Giver {
  readonly contactId: Rsvp['contactId']
  readonly organizationId: Rsvp['organizationId']
  readonly by: RsvpWay
  readonly told?: Rsvp['told']
  readonly sequence: number
  readonly calendar?: CalendarMark | undefined
}

const saidIn = ({ answer, comment, delegates, delegateNames, attending: way }: Said): Said => ({
  answer,
  comment,
  delegates,
  delegateNames,
  attending: way,
})

/** Whether to say the same again says something: it confirms an offer, or asks anew after one has lapsed. */
const isAsked = (before: Rsvp) => ['offered', 'lapsed'].includes(statusOf(before) ?? '')

/** The answer that follows, or the very same one when nothing new was said. */
export const follow = (before: Rsvp | undefined, said: Said, giver: Giver, now: Date): Rsvp => {
  const { answer, comment, delegates, delegateNames, attending: way } = said
  const calendar = giver.calendar ?? before?.calendar
  const nothingNew =
    before &&
    !isAsked(before) &&
    !giver.told &&
    before.sequence === giver.sequence &&
    isDeepStrictEqual(saidIn(before), saidIn(said)) &&
    isDeepStrictEqual(before.calendar, calendar)
  if (nothingNew) return before
  return {
    ...giver,
    answer,
    ...(comment !== undefined && { comment }),
    delegates,
    ...(delegateNames !== undefined && { delegateNames }),
    ...(way && { attending: way }),
    ...(calendar && { calendar }),
    ...(before?.invitedLate && { invitedLate: true }),
    answeredAt: now.toISOString(),
    earlier: before ? [earlierAnswer.parse(before), ...before.earlier].slice(0, kept) : [],
    version: (before?.version ?? 0) + 1,
  }
}

/** The silence of one who is invited when the time for answering is over; an answer they took back is kept. */
export const invitedLate = (
  before: Rsvp | undefined,
  who: Pick<Giver, 'contactId' | 'organizationId' | 'sequence'>,
  now: Date,
): Rsvp => ({
  ...who,
  answer: null,
  delegates: 1,
  answeredAt: now.toISOString(),
  by: 'api',
  ...before,
  invitedLate: true,
  earlier: before?.earlier ?? [],
  version: (before?.version ?? 0) + 1,
})

/** What stood before the last answer that said something else: to confirm an offer is to say the same again. */
export const saidBefore = (rsvp: Rsvp): Said =>
  rsvp.earlier.find((each) => !isDeepStrictEqual(saidIn(each), saidIn(rsvp))) ?? {
    answer: null,
    delegates: 1,
  }

/** Whether so many changes came within the last hour that somebody plays with a link. */
export const isRestless = ({ earlier }: { earlier: readonly Pick<Rsvp, 'answeredAt'>[] }, now: Date) =>
  earlier.length === kept && Date.parse(earlier.at(-1)!.answeredAt) > now.getTime() - 3_600_000

/**
 * Whether a calendar's answer says less than what is known: another of its own was made later, or the contact has
 * answered in another way since it came in. Clocks of clients are not compared with ours.
 */
export const isOvertaken = (before: Rsvp, { sequence, stamp }: CalendarMark, arrivedAt: string) => {
  const { calendar, by, answeredAt } = before
  if (calendar && sequence < calendar.sequence) return true
  if (calendar && sequence === calendar.sequence && stamp < calendar.stamp) return true
  return by !== 'mail' && arrivedAt < answeredAt
}
