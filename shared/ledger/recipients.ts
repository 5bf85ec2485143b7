import * as z from 'zod'
import { idOf } from '../ids.ts'
import { classes, relations } from '../organizations/schema.ts'
import { country, distinct, line } from '../text.ts'

const ids = <K extends 'organization' | 'coalition' | 'contact'>(kind: K) =>
  z.array(idOf(kind)).max(1000).transform(distinct)

/**
 * Whom an alert is for. Relations, classes and countries intersect; coalitions and organizations add.
 * `reach`: every contact of an organization, or the first that can be reached in the order of roles.
 */
export const audience = z
  .strictObject({
    relations: z.array(z.enum(relations)).max(2).transform(distinct).optional(),
    classes: z.array(z.enum(classes)).max(6).transform(distinct).optional(),
    countries: z.array(country).max(250).transform(distinct).optional(),
    coalitionIds: ids('coalition').optional(),
    organizationIds: ids('organization').optional(),
    reach: z.enum(['all', 'first']).default('all'),
    /** Why an organization that no filter may reach is named all the same. */
    reason: line(500).optional(),
  })
  .refine(
    ({ relations, classes, countries, coalitionIds, organizationIds }) =>
      [relations, classes, countries, coalitionIds, organizationIds].some((part) => part && part.length > 0),
    'names nobody: give relations, classes, countries, coalitions or organizations',
  )
  .meta({ id: 'Audience' })
export type Audience = z.output<typeof audience>

/**
 * Organizations that no filter reaches: the governments of `governmentsOf`, and those of `organizationIds`.
 * Who is named singly in the audience is reached all the same.
 */
export const withholding = z.object({
  governmentsOf: z.array(z.string()),
  organizationIds: z.array(z.string()),
})
export type Withholding = z.infer<typeof withholding>

/** Whom a notification tells. */
export const recipients = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('audience'),
    audience,
    withhold: withholding,
    /** Whether it is an exercise, which no authority gets without its consent, named or not. */
    exercise: z.boolean().optional(),
  }),
  /** Every contact of every member. */
  z.object({ of: z.literal('alliance') }),
  /** Every contact of the organizations that have joined, or were invited to, a coalition. */
  z.object({ of: z.literal('coalition'), coalitionId: idOf('coalition') }),
  z.object({
    of: z.literal('organizations'),
    organizationIds: ids('organization'),
    reach: z.enum(['all', 'first']),
  }),
  z.object({
    of: z.literal('contacts'),
    contacts: z
      .array(z.object({ organizationId: idOf('organization'), contactId: idOf('contact') }))
      .max(100),
  }),
  /** Exactly those whom earlier notifications were for: of each all `but` some, or of all of them `only` some. */
  z.object({
    of: z.literal('manifests'),
    notificationIds: z.array(idOf('notification')).min(1),
    but: z.record(z.string(), ids('contact')).optional(),
    only: ids('contact').optional(),
    /** Of them those alone who had no text in any of their languages, and for whom this one is the best now. */
    waiting: z.object({ language: z.string(), had: z.array(z.string()) }).optional(),
    /** Told to some of them besides, and corrected with what they were told. */
    beside: z.array(idOf('notification')).optional(),
  }),
])
export type Recipients = z.infer<typeof recipients>
