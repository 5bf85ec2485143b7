import * as z from 'zod'
import { invalid } from '../errors.ts'
import { classes } from '../organizations/schema.ts'
import { language, text } from '../text.ts'

/** What one class is asked to do, in the place of a text's own instruction; what has happened is told to all alike. */
const wording = z
  .strictObject({ class: z.enum(classes), language, instruction: text(4000) })
  .meta({ id: 'AlertWording' })

/** Characters of all of them together: a revision must fit a row, in any script. */
const mostWorded = 20_000

export const wordings = z
  .array(wording)
  .max(100)
  .refine(
    (all) => all.reduce((sum, { instruction }) => sum + instruction.length, 0) <= mostWorded,
    `are longer than ${mostWorded} characters together`,
  )
  .superRefine((all, context) => {
    const seen = new Set<string>()
    for (const [at, { class: of, language: tag }] of all.entries()) {
      const key = `${of} ${tag}`
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          message: 'words a language twice for one class',
          path: [at, 'language'],
        })
      seen.add(key)
    }
  })

interface Worded {
  readonly texts: readonly { readonly language: string }[]
  readonly wordings?: z.output<typeof wordings> | undefined
}

/** Readers get a wording with the text of its language, so there must be one. */
export const refuseUnspoken = ({ texts, wordings: all = [] }: Worded) => {
  const at = all.findIndex(({ language: tag }) => !texts.some((each) => each.language === tag))
  if (at >= 0) throw invalid('is a language that has no text', `#/wordings/${at}/language`)
}
