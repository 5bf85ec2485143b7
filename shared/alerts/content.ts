import * as z from 'zod'
import { idOf } from '../ids.ts'
import { audience } from '../ledger/recipients.ts'
import { crimes, level, stages } from '../situations/vocabulary.ts'
import { instant, line, text } from '../text.ts'
import { basis, followUp, handling, signatory } from './desk/schema.ts'
import { issuedBy } from './issuers/schema.ts'
import { embargoes } from './release/schema.ts'
import { texts } from './texts.ts'
import { wordings } from './wordings.ts'

/** CAP 1.2's words. */
export const urgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])
export const severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])
export const certainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'])

export const recommendation = z
  .strictObject({ addressee: line(200), action: text(2000) })
  .meta({ id: 'Recommendation' })

/** Characters of all of them together: a revision must fit a row, in any script. */
const mostRecommended = 20_000

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
  /** What single classes are asked to do, where that differs. */
  wordings: wordings.optional(),
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
    wordings: wordings.nullable(),
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
