import * as z from 'zod'
import { distinct, email, line, phoneNumber, text, webUrl } from '../../text.ts'

/** Who answers for an alert with their name. */
export const signatory = z
  .strictObject({ name: line(120), position: line(160).optional() })
  .meta({ id: 'Signatory' })

/** Where a desk that has questions reaches somebody at any hour. Never public. */
export const followUp = z
  .strictObject({ name: line(120), phone: phoneNumber.optional(), email: email.optional() })
  .refine(({ phone, email }) => phone !== undefined || email !== undefined, 'needs a phone or an email')
  .meta({ id: 'FollowUp' })

export const sourceKinds = [
  'monitors',
  'members',
  'witnesses',
  'officials',
  'united-nations',
  'humanitarian',
  'media',
  'open-source',
  'satellite',
  'forecast',
] as const

/** What an alert rests on. What is not known stands with its text, in its language. */
export const basis = z
  .strictObject({
    /** Kinds alone: a source is never named where it could be endangered. */
    sources: z
      .array(z.enum(sourceKinds))
      .min(1, 'names no kind of source')
      .max(sourceKinds.length)
      .transform(distinct),
    confidence: z.enum(['low', 'moderate', 'high']),
    /** What anybody can look up. */
    references: z
      .array(z.strictObject({ title: line(200), url: webUrl }))
      .max(10)
      .optional(),
  })
  .meta({ id: 'Basis' })

/** FIRST's Traffic Light Protocol 2.0, for what is restricted; what is public is TLP:CLEAR. */
export const handling = z.enum(['red', 'amber-strict', 'amber', 'green']).meta({ id: 'Handling' })

export const unknown = text(2000)

/** What is different from the revision before. */
export const changes = text(2000)
