import * as z from 'zod'
import { idOf } from '../ids.ts'
import { withholding } from '../ledger/recipients.ts'
import { recordShape } from '../storage/collection.ts'
import { text } from '../text.ts'
import { round } from './comments/schema.ts'
import { alertContent } from './content.ts'
import { issue } from './issue.ts'
import { issuer } from './issuers/schema.ts'
import { approval, held, review } from './release/schema.ts'

export const alertStates = ['draft', 'commenting', 'in-review', 'approved', 'issued', 'cancelled'] as const
export type AlertState = (typeof alertStates)[number]

export const alert = z.object({
  id: idOf('alert'),
  state: z.enum(alertStates),
  /** The revision being written, or the last that was issued. */
  revision: z.int().min(1),
  content: alertContent,
  /** Who wrote or changed this revision; none of them may approve it. */
  touchedBy: z.array(z.string()),
  submission: z
    .object({
      digest: z.string(),
      at: z.iso.datetime(),
      withhold: withholding,
      /** What the mail says of the situation: as it was called when it was submitted. */
      situation: z.object({ title: z.string(), countries: z.array(z.string()) }),
      /** In whose name, and when they consented. */
      issuers: z.array(issuer).optional(),
    })
    .optional(),
  remarks: z.string().optional(),
  /** Oldest first; the last may be open. */
  commentRounds: z.array(round).default([]),
  /** Of the revision in review, or approved and not out yet. */
  approvals: z.array(approval).default([]),
  held: held.optional(),
  /** Oldest first. */
  issues: z.array(issue),
  /** Whether what is out was halted; what is held is stopped by itself. */
  halted: z.boolean(),
  /** Who asked first that what was stopped go on; a second person must agree. */
  resumption: approval.optional(),
  /** One for each time that one person acted alone. */
  reviews: z.array(review).default([]),
  ...recordShape,
})
export type Alert = z.infer<typeof alert>

export const approvalInput = z
  .strictObject({
    digest: z.string().max(100),
    breakGlass: z.strictObject({ reason: text(2000, 10) }).optional(),
  })
  .meta({ id: 'ApprovalInput' })
export type ApprovalInput = z.output<typeof approvalInput>
