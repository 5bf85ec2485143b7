import { createHash } from 'node:crypto'
import * as z from 'zod'
import { canonical } from '../../canonical.ts'
import { line } from '../../text.ts'
import { approval } from '../release/schema.ts'
import type { Alert } from '../schema.ts'
import { alertText } from '../texts.ts'

/** A text that comes after its alert; who reviewed it is who approves it. */
export const translationInput = alertText
  .omit({ language: true, reviewedBy: true })
  .extend({ translatedBy: line(120) })
  .meta({ id: 'TranslationInput' })
export type TranslationInput = z.output<typeof translationInput>

export const translation = z.object({
  /** The issued revision that it translates. */
  revision: z.int(),
  text: alertText,
  digest: z.string(),
  state: z.enum(['proposed', 'held', 'out']),
  /** Who wrote or changed it; none of them may approve it. */
  touchedBy: z.array(z.string()),
  approvals: z.array(approval),
  /** When what is approved goes out, unless the alert is halted or the text is changed. */
  releaseAt: z.iso.datetime().optional(),
  version: z.int().min(1),
})
export type Translation = z.infer<typeof translation>

/** SHA-256, in base64url: of the text, and of the revision that it was made from. */
export const digestOfTranslation = (
  { id, issues }: Pick<Alert, 'id' | 'issues'>,
  text: Translation['text'],
) => {
  const { revision, digest } = issues.at(-1)!
  return createHash('sha256').update(canonical({ id, revision, digest, text })).digest('base64url')
}
