import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { invalid } from '../../errors.ts'
import { parseForm } from '../../form.ts'
import { idOf } from '../../ids.ts'
import { told, toldInput } from '../../replies/told.ts'
import { text } from '../../text.ts'
import type { Poll } from './schema.ts'

/** From the best: an organization's answer is the best of its contacts'. */
export const slotAnswers = ['yes', 'if-need-be', 'no'] as const
export const slotAnswer = z.enum(slotAnswers).meta({ id: 'PollSlotAnswer' })
export type SlotAnswer = z.infer<typeof slotAnswer>

const said = {
  /** For each time proposed, by its id. */
  answers: z.record(z.string().max(8), slotAnswer),
  comment: text(500).optional(),
}

export const pollAnswerInput = z
  .strictObject({ ...said, told: toldInput.optional() })
  .meta({ id: 'PollAnswerInput' })
export type PollAnswerInput = z.output<typeof pollAnswerInput>

/** What a mail says, which itself is how it was told. */
export const mailedPollAnswer = z.strictObject(said).meta({ id: 'ReplyAsPollAnswer' })

const given = {
  /** Empty once it was taken back. */
  answers: z.record(z.string(), slotAnswer),
  comment: z.string().optional(),
  answeredAt: z.iso.datetime(),
  by: z.enum(['link', 'api', 'coordinator']),
  told: told.optional(),
}
const earlierAnswer = z.object(given)

export const pollAnswer = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  ...given,
  /** What it was before, newest first. */
  earlier: z.array(earlierAnswer),
  version: z.int().min(1),
})
export type PollAnswer = z.infer<typeof pollAnswer>

/** What a posted form names a time's choice. */
export const fieldOf = (slotId: string) => `slot-${slotId}`

/** A posted form as an answer. */
export const pollForm = ({ slots }: Poll, fields: Readonly<Record<string, string>>): PollAnswerInput => {
  const { comment } = fields
  const answers = Object.fromEntries(slots.map(({ id }) => [id, fields[fieldOf(id)]]))
  return parseForm(pollAnswerInput, { answers, ...(comment?.trim() && { comment }) })
}

/** Every time is answered, and nothing that was not proposed. */
export const requireWhole = ({ slots }: Poll, { answers }: PollAnswerInput) => {
  const unknown = Object.keys(answers).find((id) => !slots.some((slot) => slot.id === id))
  if (unknown !== undefined) throw invalid('answers a time that was not proposed', '#/answers')
  const missing = slots.find(({ id }) => answers[id] === undefined)
  if (missing) throw invalid('does not answer every time proposed', `#/answers/${missing.id}`)
}

const kept = 10

export type PollGiver = Pick<PollAnswer, 'contactId' | 'organizationId' | 'by' | 'told'>
type Said = Pick<PollAnswer, 'answers' | 'comment'>

const saidIn = ({ answers, comment }: Said) => ({ answers, comment })

/** The answer that follows, or the very same one when nothing new was said. */
export const followAnswer = (
  before: PollAnswer | undefined,
  said: Said,
  giver: PollGiver,
  now: Date,
): PollAnswer => {
  if (before && !giver.told && isDeepStrictEqual(saidIn(before), saidIn(said))) return before
  const { answers, comment } = said
  return {
    ...giver,
    answers,
    ...(comment !== undefined && { comment }),
    answeredAt: now.toISOString(),
    earlier: before ? [earlierAnswer.parse(before), ...before.earlier].slice(0, kept) : [],
    version: (before?.version ?? 0) + 1,
  }
}

/** What stood before the last answer. */
export const answerBefore = ({ earlier: [last] }: PollAnswer): Said => last ?? { answers: {} }

export const hasAnswered = (answer: Pick<PollAnswer, 'answers'> | undefined) =>
  Object.keys(answer?.answers ?? {}).length > 0
