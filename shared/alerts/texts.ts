import * as z from 'zod'
import { language, line, text } from '../text.ts'
import { changes, unknown } from './desk/schema.ts'

/** What is said in one language. CAP advises a headline of 160 characters at most. */
export const alertText = z
  .strictObject({
    language,
    headline: line(160),
    description: text(8000),
    instruction: text(4000).optional(),
    /** What is not known, said as plainly as what is. */
    unknown: unknown.optional(),
    /** What has changed since the revision before; the next revision begins without it. */
    changes: changes.optional(),
    /** Through whose hands it went, where it is a translation; never shown outside. */
    translatedBy: line(120).optional(),
    reviewedBy: line(120).optional(),
  })
  .meta({ id: 'AlertText' })

/** Characters of all texts together: a revision must fit a row, in any script. */
const mostText = 40_000

const lengthOf = (all: readonly z.output<typeof alertText>[]) =>
  all.reduce(
    (sum, { headline, description, instruction = '', unknown = '', changes = '' }) =>
      sum + headline.length + description.length + instruction.length + unknown.length + changes.length,
    0,
  )

export const texts = z
  .array(alertText)
  .min(1, 'needs a text in one language at least')
  .max(30)
  .refine((all) => lengthOf(all) <= mostText, `are longer than ${mostText} characters together`)
  .superRefine((all, context) => {
    const seen = new Set<string>()
    for (const [at, { language: tag }] of all.entries()) {
      if (seen.has(tag))
        context.addIssue({
          code: 'custom',
          message: 'is a language that has a text already',
          path: [at, 'language'],
        })
      seen.add(tag)
    }
  })
