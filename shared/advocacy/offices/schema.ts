import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { line, text } from '../../text.ts'

const fields = {
  /** What they are there, as in `Permanent Representative`. */
  role: line(120),
  /** Who holds it now, where that is known and may be kept. */
  name: line(120),
  /** The member that keeps contact. */
  keptBy: idOf('organization'),
  note: text(1000),
}

export const officeInput = z
  .strictObject({
    authorityId: idOf('organization'),
    ...fields,
    name: fields.name.optional(),
    keptBy: fields.keptBy.optional(),
    note: fields.note.optional(),
  })
  .meta({ id: 'OfficeInput' })
export type OfficeInput = z.output<typeof officeInput>

export const officeChange = z
  .strictObject({
    role: fields.role,
    name: fields.name.nullable(),
    keptBy: fields.keptBy.nullable(),
    note: fields.note.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'OfficeChange' })
export type OfficeChange = z.output<typeof officeChange>

/** Somebody at an authority whom the alliance speaks to, and which member does. */
export const office = z.object({
  id: idOf('office'),
  authorityId: idOf('organization'),
  role: z.string(),
  name: z.string().optional(),
  keptBy: idOf('organization').optional(),
  note: z.string().optional(),
  ...recordShape,
})
export type Office = z.infer<typeof office>
