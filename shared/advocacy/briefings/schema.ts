import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { distinct, instant, line, text, webUrl } from '../../text.ts'

/**
 * Who reads it: every member; one coalition; the organizations that were there, and the coordinators; or whoever
 * wrote it alone.
 */
export const confidentialities = ['alliance', 'coalition', 'present', 'own'] as const

const ask = z.strictObject({ action: text(1000), rationale: text(1000).optional() })

const fields = {
  at: instant,
  how: z.enum(['meeting', 'call', 'mail', 'letter', 'event']),
  /** Whom of the authority it was with, by the directory. */
  officeIds: z.array(idOf('office')).max(20).transform(distinct),
  /** Members that were there, beside whoever writes. */
  organizationIds: z.array(idOf('organization')).max(20).transform(distinct),
  situationId: idOf('situation'),
  material: z.array(z.strictObject({ title: line(200), url: webUrl.optional() })).max(20),
  /** What was asked of the authority; it goes into the register. */
  asks: z.array(ask).max(20),
  /** What was said, answered, promised. */
  answered: text(5000),
  /** What is to be done next, and when whoever wrote it is reminded. */
  next: z.strictObject({ what: text(500), dueAt: instant }),
}

export const briefingInput = z
  .strictObject({
    ...fields,
    authorityId: idOf('organization'),
    officeIds: fields.officeIds.default([]),
    organizationIds: fields.organizationIds.default([]),
    situationId: fields.situationId.optional(),
    material: fields.material.default([]),
    asks: fields.asks.default([]),
    answered: fields.answered.optional(),
    next: fields.next.optional(),
    confidentiality: z.enum(confidentialities).default('present'),
    coalitionId: idOf('coalition').optional(),
  })
  .meta({ id: 'BriefingInput' })
export type BriefingInput = z.output<typeof briefingInput>

/** Who may read it stays as it was said; what is promised in confidence is not widened later. */
export const briefingChange = z
  .strictObject({
    ...fields,
    situationId: fields.situationId.nullable(),
    answered: fields.answered.nullable(),
    next: fields.next.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'BriefingChange' })
export type BriefingChange = z.output<typeof briefingChange>

export const briefing = z.object({
  id: idOf('briefing'),
  authorityId: idOf('organization'),
  /** Who wrote it, and who is reminded. */
  organizationId: idOf('organization'),
  by: actorStamp,
  ...fields,
  situationId: fields.situationId.optional(),
  answered: fields.answered.optional(),
  next: fields.next.optional(),
  /** The moment for which its author was reminded of what is next. */
  remindedFor: z.string().optional(),
  confidentiality: z.enum(confidentialities),
  coalitionId: idOf('coalition').optional(),
  ...recordShape,
})
export type Briefing = z.infer<typeof briefing>
