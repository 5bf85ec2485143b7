import * as z from 'zod'
import type { Actor } from '../../../../shared/access/actor.ts'
import { may } from '../../../../shared/access/permit.ts'
import { openRound } from '../../../../shared/alerts/comments/round.ts'
import { round } from '../../../../shared/alerts/comments/schema.ts'
import { alertContent } from '../../../../shared/alerts/content.ts'
import { flagsOf } from '../../../../shared/alerts/desk/flags.ts'
import { issue } from '../../../../shared/alerts/issue.ts'
import { approval, held, review } from '../../../../shared/alerts/release/schema.ts'
import { type Alert, alertStates } from '../../../../shared/alerts/schema.ts'
import { withoutHands } from '../../../../shared/alerts/translations/hands.ts'
import { idOf } from '../../../../shared/ids.ts'

const { audience, embargoes, ...said } = alertContent.shape

export const alertView = z
  .object({
    id: idOf('alert'),
    state: z.enum(alertStates),
    revision: z.int(),
    ...said,
    /** For those who write and approve: others need not learn who else is told. */
    audience: audience.optional(),
    embargoes: embargoes.unwrap().optional(),
    /** What its authors should look at: what is too long for two printed pages, what looks like markup. */
    flags: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    /** Of the revision in review. */
    digest: z.string().optional(),
    remarks: z.string().optional(),
    /** While a draft waits for comments: whose, and until when. */
    commentRound: round.pick({ number: true, organizationIds: true, until: true }).optional(),
    /** When what is approved goes out, as long as nobody stops it. */
    releaseAt: z.iso.datetime().optional(),
    /** Why one person alone has it go out. */
    breakGlass: z.object({ reason: z.string() }).optional(),
    /** Why what is approved does not go out. */
    stopped: held.shape.stopped,
    /** Of the revision in review, or approved and not out yet. */
    approvals: z.array(approval).optional(),
    /** Who asked that what was stopped go on; it needs another. */
    resumption: approval.optional(),
    /** Owed, or recorded, after one person acted alone. */
    reviews: z.array(review.omit({ reminder: true })).optional(),
    issues: z.array(
      issue.omit({ unconfirmed: true, approvals: true, waits: true, withheldSince: true }).extend({
        approvals: z.array(approval).optional(),
        /** Whether it waits for a second person to confirm what one issued alone. */
        unconfirmed: z.boolean().optional(),
        waits: issue.shape.waits.unwrap().optional(),
        withheldSince: issue.shape.withheldSince.unwrap().optional(),
      }),
    ),
    halted: z.boolean(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Alert' })

const withoutInsides = ({ content, issues, approvals, held: _, resumption, reviews, ...alert }: Alert) => {
  const { audience: __, embargoes, issueAt, ...said } = content
  const rest = { ...said, texts: said.texts.map(withoutHands) }
  const open = issues.map(
    ({ breakGlass, approvals: by, unconfirmed, waits, withheldSince, ...issued }) => issued,
  )
  return { ...alert, content: rest, issues: open }
}

const withInsides = (alert: Alert) => {
  const { stopped, until, breakGlass } = alert.held ?? {}
  return {
    ...alert,
    commentRound: openRound(alert),
    ...(until && !stopped && { releaseAt: until }),
    ...(stopped && { stopped, halted: true }),
    ...(breakGlass && { breakGlass }),
    issues: alert.issues.map((each) => ({ ...each, unconfirmed: each.unconfirmed !== undefined })),
  }
}

/** An alert as far as this actor may see it. */
export const viewFor =
  (actor: Actor) =>
  (alert: Alert): z.output<typeof alertView> => {
    const digest = alert.submission?.digest ?? alert.issues.at(-1)?.digest
    const isInside = may(actor, 'alert.read-unissued')
    const { content, submission, ...rest } = isInside ? withInsides(alert) : withoutInsides(alert)
    const flags = isInside ? { flags: flagsOf(alert.content) } : {}
    return alertView.parse({ ...content, ...rest, ...flags, digest })
  }
