import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { indicatorInput } from '../situations/schema.ts'
import { text } from '../text.ts'

/** What came in becomes an indicator of a situation, in a coordinator's own words. */
export const indicatorClosure = z.strictObject({
  outcome: z.literal('indicator'),
  situationId: idOf('situation'),
  indicator: indicatorInput,
})

export const dismissal = z.strictObject({ outcome: z.literal('dismissed'), reason: text(2000) })

const closure = z.object({
  outcome: z.enum(['indicator', 'draft', 'dismissed']),
  reason: z.string().optional(),
  situationId: idOf('situation').optional(),
  indicatorId: idOf('timeline').optional(),
  alertId: idOf('alert').optional(),
  by: actorStamp,
  at: z.iso.datetime(),
})

/** Of what came in from outside: it is held until a coordinator has decided what becomes of it. */
export const intakeShape = { status: z.enum(['open', 'closed']), closure: closure.optional() }

export type Outcome = Omit<z.infer<typeof closure>, 'by' | 'at'>
export interface Intake {
  readonly id: string
  readonly version: number
  readonly status: 'open' | 'closed'
  readonly closure?: z.infer<typeof closure> | undefined
}
