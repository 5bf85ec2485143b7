import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { audience, withholding } from '../ledger/recipients.ts'
import { crimes, level, stages } from '../situations/vocabulary.ts'
import { recordShape } from '../storage/collection.ts'
import { country, instant, language, line, text } from '../text.ts'
import { round } from './comments/schema.ts'
import { basis, changes, followUp, handling, signatory, unknown } from './desk/schema.ts'
import { issuedBy, issuer } from './issuers/schema.ts'
import { approval, embargoes, held, review, wait } from './release/schema.ts'

/** CAP 1.2's words. */
export const urgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])
export const severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])
export const certainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'])

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

/** Characters of all texts, and of all recommendations, together: a revision must fit a row, in any script. */
const mostText = 40_000
const mostRecommended = 20_000

const lengthOf = (all: readonly z.output<typeof alertText>[]) =>
  all.reduce(
    (sum, { headline, description, instruction = '', unknown = '', changes = '' }) =>
      sum + headline.length + description.length + instruction.length + unknown.length + changes.length,
    0,
  )

const texts = z
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

export const recommendation = z
  .strictObject({ addressee: line(200), action: text(2000) })
  .meta({ id: 'Recommendation' })

const recommendations = z
  .array(recommendation)
  .max(50)
  .refine(
    (all) =>
      all.reduce((sum, { addressee, action }) => sum + addressee.length + action.length, 0) <=
      mostRecommended,
    `are longer than ${mostRecommended} characters together`,
  )

const written = {
  situationId: idOf('situation'),
  level,
  stages,
  crimes,
  scope: z.enum(['restricted', 'public']),
  exercise: z.boolean(),
  /** The first is the default, for readers of none of these languages. */
  texts,
  recommendations,
  urgency,
  severity,
  certainty,
  audience,
  /** When it is to go out, where that is later than it may. */
  issueAt: instant.optional(),
  embargoes,
  issuedBy: issuedBy.optional(),
  signatory: signatory.optional(),
  followUp: followUp.optional(),
  basis: basis.optional(),
  handling: handling.optional(),
  expiresAt: instant,
}

export const alertInput = z
  .strictObject({
    ...written,
    stages: stages.default([]),
    crimes: crimes.default([]),
    scope: written.scope.default('restricted'),
    exercise: z.boolean().default(false),
    recommendations: written.recommendations.default([]),
    urgency: urgency.default('Unknown'),
    severity: severity.default('Unknown'),
    certainty: certainty.default('Unknown'),
    embargoes: embargoes.default([]),
  })
  .meta({ id: 'AlertInput' })
export type AlertInput = z.output<typeof alertInput>

const { situationId: _, ...changeable } = written
export const alertChange = z
  .strictObject({
    ...changeable,
    issueAt: instant.nullable(),
    /** Of an update: whether the revision before was wrong, rather than overtaken by events. */
    correction: z.boolean(),
    issuedBy: issuedBy.nullable(),
    signatory: signatory.nullable(),
    followUp: followUp.nullable(),
    basis: basis.nullable(),
    handling: handling.nullable(),
  })
  .partial()
  .meta({
    id: 'AlertChange',
    description:
      '`null` takes a field away that need not be there; without `issueAt` it goes out as soon as it may',
  })
export type AlertChange = z.output<typeof alertChange>

export const cancelReasons = ['retracted', 'danger-passed', 'superseded'] as const

export const cancellationInput = z
  .strictObject({ reason: z.enum(cancelReasons), texts })
  .meta({ id: 'CancellationInput' })
export type CancellationInput = z.output<typeof cancellationInput>

/** CAP's message types. */
export const messageType = z.enum(['alert', 'update', 'cancel'])

/** What a revision says and whom it tells: everything that submission freezes under one digest. */
export const alertContent = z.object({
  ...written,
  embargoes: embargoes.default([]),
  /** The version of the definitions that the level was set by. */
  levelDefinition: z.int(),
  messageType,
  cancelReason: z.enum(cancelReasons).optional(),
  correction: z.boolean().optional(),
})
export type AlertContent = z.infer<typeof alertContent>

export const alertStates = ['draft', 'commenting', 'in-review', 'approved', 'issued', 'cancelled'] as const
export type AlertState = (typeof alertStates)[number]

/** A revision that has gone out. */
export const issue = z.object({
  revision: z.int(),
  messageType,
  reference: z.string(),
  digest: z.string(),
  issuedAt: z.iso.datetime(),
  /** In whose name, where it is not the coordinators'. */
  issuers: z.array(issuer).optional(),
  approvals: z.array(approval).default([]),
  /** Why one person issued it alone; a review is owed. */
  breakGlass: z.object({ reason: z.string() }).optional(),
  /** Until a second person confirms what one issued alone, it is for members and these alone. */
  unconfirmed: z
    .object({
      by: actorStamp,
      organizationIds: z.array(idOf('organization')),
      touchedBy: z.array(z.string()),
    })
    .optional(),
  /** The classes that this reaches later than the others. */
  waits: z.array(wait).default([]),
  /** Organizations that had to wait and that, meanwhile, this must not reach. */
  withheldSince: z.array(idOf('organization')).default([]),
  notificationId: idOf('notification'),
  /** Texts that came after it, oldest first, with the digest of each and who was told. */
  translations: z
    .array(
      z.object({
        language: z.string(),
        digest: z.string(),
        notificationId: idOf('notification'),
        at: z.iso.datetime(),
        /** Whether the public had the issue before without it. */
        isPublic: z.boolean(),
      }),
    )
    .optional(),
  /** The situation's, when this went out. */
  countries: z.array(country),
  /** Whether everybody has seen it: public, no exercise, and nobody has to wait for it any more. */
  isPublic: z.boolean(),
})
export type Issue = z.infer<typeof issue>

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
