import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { parseForm } from '../../form.ts'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { country, distinct, email, language, line, text, timeZone, webUrl } from '../../text.ts'
import { organizationClass } from '../schema.ts'

/** Who would join, how they are reached, and why; nobody is named in what follows but by an id. */
const applying = {
  name: line(200),
  class: organizationClass.default('ngo'),
  country,
  website: webUrl.optional(),
  email,
  /** Who writes. */
  contact: line(120).optional(),
  languages: z.array(language).min(1).max(10).transform(distinct),
  timeZone: timeZone.default('UTC'),
  message: text(2000),
}

export const applicationInput = z.strictObject(applying).meta({ id: 'ApplicationInput' })
export type ApplicationInput = z.output<typeof applicationInput>

/** Why who applied is not asked; the other coordinators read it. */
export const refusalInput = z.strictObject({ reason: text(2000) }).meta({ id: 'ApplicationRefusal' })

/** A posted form as an application; fields left empty are not there. */
export const applicationForm = (
  fields: Readonly<Record<string, string>>,
  readersLanguage: string,
): ApplicationInput => {
  const { name, country: of, website, email: at, contact, message } = fields
  const filled = Object.entries({ website, contact }).filter(([, value]) => value?.trim())
  return parseForm(applicationInput, {
    ...{ name, country: of?.trim().toUpperCase(), email: at?.trim(), message },
    ...Object.fromEntries(filled),
    languages: [readersLanguage],
  })
}

export const application = z.object({
  id: idOf('application'),
  ...applicationInput.shape,
  /** `held` until a coordinator has decided. */
  status: z.enum(['held', 'invited', 'declined']),
  /** Whom it became, once it was invited. */
  organizationId: idOf('organization').optional(),
  decision: z.object({ by: actorStamp, at: z.iso.datetime(), reason: z.string().optional() }).optional(),
  ...recordShape,
})
export type Application = z.infer<typeof application>
