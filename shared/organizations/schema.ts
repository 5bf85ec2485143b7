import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { country, distinct, email, language, line, phoneNumber, timeZone, webUrl } from '../text.ts'
import { preferences } from './preferences.ts'

export const classes = ['ngo', 'un', 'regional-body', 'government', 'court', 'media'] as const
export const relations = ['member', 'authority'] as const

/** In the order in which an organization's contacts are reached when one is enough. */
export const roles = ['focal-point', 'duty-desk', 'alternate', 'signatory', 'press', 'other'] as const

export const organizationClass = z.enum(classes).meta({ id: 'OrganizationClass' })
export const relation = z.enum(relations).meta({ id: 'Relation' })
export type Relation = z.infer<typeof relation>

const languages = z.array(language).max(20).transform(distinct)
const countries = z.array(country).max(250).transform(distinct)

export const organizationInput = z
  .strictObject({
    name: line(200),
    class: organizationClass,
    relation,
    country,
    worksIn: countries.default([]),
    languages: languages.default([]),
    website: webUrl.optional(),
    /** Whether the public may see it in the list of members. */
    listed: z.boolean().default(false),
    /** An authority's consent: without it, no exercise is sent to it. */
    acceptsExercises: z.boolean().optional(),
  })
  .meta({ id: 'OrganizationInput' })
export type OrganizationInput = z.output<typeof organizationInput>

export const organizationChange = z
  .strictObject({
    name: line(200),
    class: organizationClass,
    relation,
    country,
    worksIn: countries,
    languages,
    website: webUrl.nullable(),
    listed: z.boolean(),
    acceptsExercises: z.boolean(),
  })
  .partial()
  .meta({ id: 'OrganizationChange' })
export type OrganizationChange = z.output<typeof organizationChange>

/** How a person is called when mail fails; for the organization's own eyes and the sheet of an alert's silent alone. */
const phone = z
  .strictObject({
    number: phoneNumber,
    /** Whoever is in danger when it rings. */
    neverCall: z.boolean().default(false),
  })
  .meta({ id: 'ContactPhone' })

export const contactRole = z.enum(roles).meta({ id: 'ContactRole' })

export const contactInput = z
  .strictObject({
    role: contactRole,
    kind: z.enum(['person', 'shared', 'list']).default('person'),
    name: line(120).optional(),
    email,
    /** The first is the best; never empty. */
    languages: z.array(language).min(1).max(10).transform(distinct),
    timeZone,
    discreet: z.boolean().default(false),
    /** What a discreet contact is called where others would be named. */
    alias: line(60).optional(),
    phone: phone.optional(),
    preferences: preferences.optional(),
  })
  .meta({ id: 'ContactInput' })
export type ContactInput = z.output<typeof contactInput>

export const contactChange = z
  .strictObject({
    role: contactRole,
    kind: z.enum(['person', 'shared', 'list']),
    name: line(120).nullable(),
    email,
    languages: z.array(language).min(1).max(10).transform(distinct),
    timeZone,
    discreet: z.boolean(),
    alias: line(60).nullable(),
    phone: phone.nullable(),
    preferences: preferences.nullable(),
  })
  .partial()
  .meta({ id: 'ContactChange' })
export type ContactChange = z.output<typeof contactChange>

export const suppressionReasons = ['bounced', 'complained', 'unsubscribed', 'compromised'] as const

/** Why nothing is sent to an address any more, and since when. */
export const suppression = z.object({ reason: z.enum(suppressionReasons), at: z.iso.datetime() })
export type Suppression = z.infer<typeof suppression>

/** Who is to take a role over; it passes when a coordinator confirms the very address. */
export const successorInput = z
  .strictObject({ email, name: line(120).optional() })
  .meta({ id: 'ContactSuccessor' })
export type SuccessorInput = z.output<typeof successorInput>

export const contact = z.object({
  id: idOf('contact'),
  role: contactRole,
  kind: z.enum(['person', 'shared', 'list']),
  name: z.string().optional(),
  email: z.string(),
  languages: z.array(z.string()).min(1),
  timeZone: z.string(),
  discreet: z.boolean(),
  alias: z.string().optional(),
  phone: phone.optional(),
  preferences: preferences.optional(),
  suppressed: suppression.optional(),
  successor: z
    .object({ email: z.string(), name: z.string().optional(), by: actorStamp, at: z.iso.datetime() })
    .optional(),
  /** When somebody who reads the address last said that they are the right one. */
  lastConfirmedAt: z.iso.datetime().optional(),
  /** Raised when the contact's links must die. */
  epoch: z.int(),
  /** When it was raised last: the secret reply addresses of what was mailed before are nobody's. */
  securedAt: z.iso.datetime().optional(),
  grants: z.array(z.enum(['coordinator', 'approver'])),
  /** When the address changed; approvals rest for a day after it. */
  movedAt: z.iso.datetime().optional(),
  /** Fields that the organization's own people have set; an import does not overwrite them. */
  ownFields: z.array(z.string()).optional(),
})
export type Contact = z.infer<typeof contact>

export const maximumContacts = 50

/** Why an organization has no part in the alliance: asked and not come yet, kept from it, or gone by itself. */
export const absence = z.enum(['invited', 'suspended', 'left']).meta({ id: 'OrganizationAbsence' })
export type Absence = z.infer<typeof absence>

/** What was last done about an organization's part in the alliance, and why; for coordinators. */
export const statusChange = z.object({
  at: z.iso.datetime(),
  by: actorStamp,
  reason: z.string().optional(),
})

export const organization = z.object({
  id: idOf('organization'),
  name: z.string(),
  class: organizationClass,
  relation,
  country: z.string(),
  worksIn: z.array(z.string()),
  languages: z.array(z.string()),
  website: z.string().optional(),
  listed: z.boolean(),
  acceptsExercises: z.boolean().optional(),
  /** Absent while it has its part in the alliance: then alone is it in a list, an audience or a session. */
  status: absence.optional(),
  statusChange: statusChange.optional(),
  contacts: z.array(contact).max(maximumContacts),
  /** Fields the organization has set itself; an import shows a difference there and does not overwrite it. */
  ownFields: z.array(z.string()),
  /** Digests of addresses that the organization has taken out itself; no import brings them back. */
  removedContacts: z.array(z.string()).max(200).optional(),
  ...recordShape,
})
export type Organization = z.infer<typeof organization>

/** An address and whom it serves: one contact in each of some organizations. */
export const addressEntry = z.object({
  contacts: z.array(z.object({ organizationId: idOf('organization'), contactId: idOf('contact') })),
  suppressed: suppression.optional(),
  version: z.int(),
})
export type AddressEntry = z.infer<typeof addressEntry>
