import * as z from 'zod'
import { alertInput } from '../alerts/content.ts'
import { capMessage } from '../cap/message.ts'
import { name as capName } from '../cap/values.ts'
import { idOf } from '../ids.ts'
import { dismissal, indicatorClosure, intakeShape } from '../intake/closure.ts'
import { recordShape } from '../storage/collection.ts'
import { distinct, line } from '../text.ts'

const sender = z.string().max(200).regex(capName, 'is no sender of CAP: no blanks, commas, < or &')

const senders = z.array(sender).min(1, 'names no sender').max(100).transform(distinct)

export const hubInput = z.strictObject({ name: line(120), senders }).meta({ id: 'HubInput' })
export type HubInput = z.output<typeof hubInput>

export const hubChange = z
  .strictObject({ name: line(120), senders, enabled: z.boolean() })
  .partial()
  .meta({ id: 'HubChange' })
export type HubChange = z.output<typeof hubChange>

/** Another publisher of alerts, which posts them to us signed; what it may pass on is by whom they say they are. */
export const hub = z.object({
  id: idOf('hub'),
  name: z.string(),
  /** The senders of CAP messages that it is trusted to hand on. */
  senders: z.array(z.string()),
  enabled: z.boolean(),
  ...recordShape,
})
export type Hub = z.infer<typeof hub>

export const flags = [
  'headline-length',
  'markup',
  'same-text',
  'expired',
  'says-nothing',
  'unknown-reference',
] as const

/** What an incoming message leads to. */
export const incomingClosureInput = z
  .discriminatedUnion('outcome', [
    indicatorClosure,
    z.strictObject({
      outcome: z.literal('draft'),
      /** What the message does not say; what is left out is taken from it. */
      draft: alertInput
        .pick({ situationId: true, level: true, audience: true, stages: true, crimes: true })
        .extend({
          texts: alertInput.shape.texts.optional(),
          expiresAt: alertInput.shape.expiresAt.optional(),
        }),
    }),
    dismissal,
  ])
  .meta({ id: 'IncomingAlertClosure' })
export type IncomingClosureInput = z.output<typeof incomingClosureInput>

/** A CAP message of a hub, held until a coordinator has decided what becomes of it. Nobody else hears of it. */
export const incomingAlert = z.object({
  id: idOf('incoming'),
  hubId: idOf('hub'),
  message: capMessage,
  /** SHA-256 of the message: the same identifier never comes to stand for another. */
  digest: z.string(),
  /** What whoever decides should know of it. */
  flags: z.array(z.object({ flag: z.enum(flags), path: z.string() })),
  /** The messages that it updates or cancels, as far as they came to us. */
  follows: z.array(idOf('incoming')),
  ...intakeShape,
  ...recordShape,
})
export type IncomingAlert = z.infer<typeof incomingAlert>
