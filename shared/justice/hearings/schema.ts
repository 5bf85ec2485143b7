import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { localTime, offset } from '../../meetings/schema.ts'
import { recordShape } from '../../storage/collection.ts'
import { line, text, timeZone, webUrl } from '../../text.ts'

const fields = {
  title: line(200),
  startsAt: localTime,
  /** Of the court's place. */
  timeZone,
  offset: offset.optional(),
  durationMinutes: z
    .int()
    .min(1)
    .max(24 * 60),
  /** Where it is heard, or where it can be followed. */
  location: line(300).optional(),
  url: webUrl.optional(),
  note: text(2000).optional(),
}

export const hearingInput = z.strictObject(fields).meta({ id: 'HearingInput' })
export type HearingInput = z.output<typeof hearingInput>

export const hearingChange = z
  .strictObject({
    ...fields,
    location: fields.location.nullable(),
    url: fields.url.nullable(),
    note: fields.note.nullable(),
    status: z.enum(['scheduled', 'cancelled']),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'HearingChange' })
export type HearingChange = z.output<typeof hearingChange>

export const hearing = z.object({
  id: idOf('hearing'),
  caseId: idOf('case'),
  ...fields,
  status: z.enum(['scheduled', 'cancelled']),
  startsAtUtc: z.iso.datetime(),
  endsAtUtc: z.iso.datetime(),
  /** RFC 5546: raised when start, end or status change. */
  sequence: z.int().min(0),
  ...recordShape,
})
export type Hearing = z.infer<typeof hearing>
