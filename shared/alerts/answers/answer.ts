import * as z from 'zod'
import { parseForm } from '../../form.ts'
import { idOf } from '../../ids.ts'
import { type AlertAnswer as Answer, alertAnswers } from '../../rendering/mails/alert-content.ts'
import { told, toldInput } from '../../replies/told.ts'
import { line, text } from '../../text.ts'

const answerWord = z
  .enum([...new Set([...alertAnswers.member, ...alertAnswers.authority])])
  .meta({ id: 'AlertAnswerWord' })

export const relation = z.enum(['member', 'authority'])
type Relation = z.infer<typeof relation>

export const answerInput = z
  .strictObject({
    answer: answerWord,
    comment: text(500).optional(),
    /** Which desk, or who there, answers. */
    desk: line(120).optional(),
    /** To whom it was passed on. */
    passedTo: line(200).optional(),
    told: toldInput.optional(),
  })
  .meta({ id: 'AlertAnswerInput' })
export type AnswerInput = z.output<typeof answerInput>

/** Whether an answer is among those that a member, or an authority, may give. */
export const isOffered = (of: Relation, answer: Answer) =>
  (alertAnswers[of] as readonly string[]).includes(answer)

/** A posted form as an answer; what is left empty is not there. */
export const answerForm = ({
  answer,
  comment,
  desk,
  passedTo,
}: Readonly<Record<string, string>>): AnswerInput => {
  const filled = Object.entries({ comment, desk, passedTo }).filter(([, value]) => value?.trim())
  return parseForm(answerInput, { answer, ...Object.fromEntries(filled) })
}

/** By what an answer came: a link or an address in a mail that may have been forwarded, its organization, or a coordinator for it. */
const answerWays = ['link', 'mail', 'api', 'coordinator'] as const

const given = {
  /** `null` once it was taken back. */
  answer: answerWord.nullable(),
  comment: z.string().optional(),
  desk: z.string().optional(),
  passedTo: z.string().optional(),
  contactId: idOf('contact').optional(),
  at: z.iso.datetime(),
  by: z.enum(answerWays),
  told: told.optional(),
}
const earlierAnswer = z.object(given)

/** What an organization says to an alert; the latest counts, whoever of it gave it. */
export const alertAnswer = z.object({
  organizationId: idOf('organization'),
  relation,
  ...given,
  /** What it was before, newest first. */
  earlier: z.array(earlierAnswer),
  version: z.int().min(1),
})
export type AlertAnswer = z.infer<typeof alertAnswer>

type Said = Pick<AlertAnswer, 'answer' | 'comment' | 'desk' | 'passedTo'>
export type Giver = Pick<AlertAnswer, 'organizationId' | 'relation' | 'contactId' | 'by' | 'told'>

const kept = 10

/** The answer that follows, or the very same one when nothing new was said. */
export const follow = (
  before: AlertAnswer | undefined,
  { answer, comment, desk, passedTo }: Said,
  giver: Giver,
  now: Date,
): AlertAnswer => {
  const same = before && before.answer === answer && before.comment === comment
  if (same && before.desk === desk && before.passedTo === passedTo && !giver.told) return before
  return {
    ...giver,
    answer,
    ...(comment !== undefined && { comment }),
    ...(desk !== undefined && { desk }),
    ...(passedTo !== undefined && { passedTo }),
    at: now.toISOString(),
    earlier: before ? [earlierAnswer.parse(before), ...before.earlier].slice(0, kept) : [],
    version: (before?.version ?? 0) + 1,
  }
}

/** What stood before the last answer. */
export const saidBefore = ({ earlier }: AlertAnswer): Said => earlier[0] ?? { answer: null }

/** Whether so many changes came within the last hour that somebody plays with a link. */
export const isRestless = ({ earlier }: AlertAnswer, now: Date) =>
  earlier.length === kept && Date.parse(earlier.at(-1)!.at) > now.getTime() - 3_600_000
