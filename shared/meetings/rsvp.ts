import * as z from 'zod'
import { DomainError } from '../errors.ts'
import { idOf } from '../ids.ts'
import { text } from '../text.ts'

export const rsvpAnswers = ['accepted', 'tentative', 'declined'] as const
const rsvpAnswer = z.enum(rsvpAnswers).meta({ id: 'RsvpAnswer' })

export const rsvpInput = z
  .strictObject({
    answer: rsvpAnswer,
    comment: text(500).optional(),
    /** How many people come from the organization by this answer. */
    delegates: z.int().min(1).max(100).default(1),
  })
  .meta({ id: 'RsvpInput' })
export type RsvpInput = z.output<typeof rsvpInput>

/** A posted form as an answer; fields left empty are not there. */
export const rsvpForm = ({ answer, comment, delegates }: Readonly<Record<string, string>>): RsvpInput => {
  const filled = {
    answer,
    ...(comment?.trim() && { comment }),
    ...(delegates?.trim() && { delegates: Number(delegates) }),
  }
  const parsed = rsvpInput.safeParse(filled)
  if (!parsed.success) throw new DomainError('invalid', 'The form does not satisfy a rule.')
  return parsed.data
}

/** By what an answer came: a link in a mail that may have been forwarded, the API, or a mail. */
const rsvpWays = ['link', 'api', 'mail'] as const
type RsvpWay = (typeof rsvpWays)[number]

const given = {
  /** `null` once it was taken back. */
  answer: rsvpAnswer.nullable(),
  comment: z.string().optional(),
  delegates: z.int(),
  answeredAt: z.iso.datetime(),
  by: z.enum(rsvpWays),
  /** The meeting's when this was said: an answer with a lower one was to another time. */
  sequence: z.int(),
}
const earlierAnswer = z.object(given)

export const rsvp = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  ...given,
  /** What it was before, newest first. */
  earlier: z.array(earlierAnswer),
  version: z.int().min(1),
})
export type Rsvp = z.infer<typeof rsvp>

const kept = 10

type Said = Pick<Rsvp, 'answer' | 'comment' | 'delegates'>

export interface Giver {
  readonly contactId: Rsvp['contactId']
  readonly organizationId: Rsvp['organizationId']
  readonly by: RsvpWay
  readonly sequence: number
}

/** The answer that follows, or the very same one when nothing new was said. */
export const follow = (before: Rsvp | undefined, said: Said, giver: Giver, now: Date): Rsvp => {
  const { answer, comment, delegates } = said
  const same =
    before && before.answer === answer && before.comment === comment && before.delegates === delegates
  if (same && before.sequence === giver.sequence) return before
  return {
    ...giver,
    answer,
    ...(comment !== undefined && { comment }),
    delegates,
    answeredAt: now.toISOString(),
    earlier: before ? [earlierAnswer.parse(before), ...before.earlier].slice(0, kept) : [],
    version: (before?.version ?? 0) + 1,
  }
}

/** What stood before the last answer. */
export const saidBefore = ({ earlier }: Rsvp): Said => earlier[0] ?? { answer: null, delegates: 1 }

/** The places that an answer takes. */
export const placesOf = (given: Pick<Rsvp, 'answer' | 'delegates'> | undefined) =>
  given?.answer === 'accepted' ? given.delegates : 0

/** Whether so many changes came within the last hour that somebody plays with a link. */
export const isRestless = ({ earlier }: Rsvp, now: Date) =>
  earlier.length === kept && Date.parse(earlier.at(-1)!.answeredAt) > now.getTime() - 3_600_000
