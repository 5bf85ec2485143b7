import * as z from 'zod'
import { parseForm } from '../form.ts'
import { idOf } from '../ids.ts'
import { dismissal, indicatorClosure, intakeShape } from '../intake/closure.ts'
import { recordShape } from '../storage/collection.ts'
import { line, text } from '../text.ts'

/** Who may see what is reported, from the narrowest. */
export const sharings = ['coordinators', 'members', 'public'] as const

export const fieldReportInput = z
  .strictObject({
    what: text(5000),
    where: line(300).optional(),
    when: line(200).optional(),
    /** How whoever reports it knows. */
    how: text(1000).optional(),
    sharing: z.enum(sharings).default('coordinators'),
    /** Whether the source may be named. */
    mayName: z.boolean().default(false),
  })
  .meta({ id: 'FieldReportInput' })
export type FieldReportInput = z.output<typeof fieldReportInput>

/** A posted form as a report; what is left empty is not there. */
export const fieldReportForm = ({
  mayName,
  ...fields
}: Readonly<Record<string, string>>): FieldReportInput => {
  const { what, where, when, how, sharing } = fields
  const filled = Object.entries({ what, where, when, how, sharing }).filter(([, value]) => value?.trim())
  return parseForm(fieldReportInput, { ...Object.fromEntries(filled), mayName: mayName === 'yes' })
}

export const closureInput = z
  .discriminatedUnion('outcome', [
    indicatorClosure,
    z.strictObject({ outcome: z.literal('draft'), alertId: idOf('alert') }),
    dismissal,
  ])
  .meta({ id: 'FieldReportClosure' })
export type ClosureInput = z.output<typeof closureInput>

/** What somebody saw or heard, and told the alliance. */
export const fieldReport = z.object({
  id: idOf('fieldReport'),
  /** What people say on the phone. */
  number: z.string(),
  what: z.string(),
  where: z.string().optional(),
  when: z.string().optional(),
  how: z.string().optional(),
  sharing: z.enum(sharings),
  mayName: z.boolean(),
  via: z.enum(['link', 'mail', 'page', 'api']),
  /** Whose link, address or session it came by; absent where it came by the public page. */
  source: z.object({ organizationId: idOf('organization'), contactId: idOf('contact') }).optional(),
  ...intakeShape,
  ...recordShape,
})
export type FieldReport = z.infer<typeof fieldReport>
