import * as z from 'zod'
import type { Actor } from '../../../shared/access/actor.ts'
import { may } from '../../../shared/access/permit.ts'
import { type Alert, alertContent, alertStates, issue } from '../../../shared/alerts/schema.ts'
import { idOf } from '../../../shared/ids.ts'

const { audience, ...said } = alertContent.shape

export const alertView = z
  .object({
    id: idOf('alert'),
    state: z.enum(alertStates),
    revision: z.int(),
    ...said,
    /** For those who write and approve: others need not learn who else is told. */
    audience: audience.optional(),
    /** Of the revision in review. */
    digest: z.string().optional(),
    remarks: z.string().optional(),
    issues: z.array(issue.omit({ approvedBy: true })),
    halted: z.boolean(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Alert' })

const withoutInsides = ({ content, issues, ...alert }: Alert) => {
  const { audience: _, ...rest } = content
  return { ...alert, content: rest, issues: issues.map(({ breakGlass, ...issued }) => issued) }
}

/** An alert as far as this actor may see it. */
export const viewFor =
  (actor: Actor) =>
  (alert: Alert): z.output<typeof alertView> => {
    const digest = alert.submission?.digest ?? alert.issues.at(-1)?.digest
    const { content, submission, ...rest } = may(actor, 'alert.read-unissued') ? alert : withoutInsides(alert)
    return alertView.parse({ ...content, ...rest, digest })
  }
