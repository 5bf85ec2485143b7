import * as z from 'zod'
import { eventTypes } from '../events/schema.ts'
import { idOf } from '../ids.ts'
import { callFailures } from '../ports/http.ts'
import { sealedSecret } from '../secret-box.ts'
import { level } from '../situations/vocabulary.ts'
import { recordShape } from '../storage/collection.ts'
import { country, distinct, instant } from '../text.ts'

/** `*` stands for every type, those to come included. */
export const everything = '*'

const types = z
  .array(z.enum([...eventTypes, everything]))
  .min(1, 'names no type of event')
  .max(100)
  .transform((all) => (all.includes(everything) ? [everything as typeof everything] : distinct(all)))
  .meta({
    description: 'Types of events, or `*` for all of them',
    examples: [['alert.issued', 'meeting.called']],
  })

const url = z.string().min(1, 'is empty').max(2000, 'is longer than 2000 characters')

/** Narrows what is heard: an event that names a level, countries or a coalition must name one of these. */
export const filter = z
  .strictObject({
    levels: z.array(level).min(1).max(3).transform(distinct).optional(),
    countries: z.array(country).min(1).max(250).transform(distinct).optional(),
    coalitionIds: z.array(idOf('coalition')).min(1).max(100).transform(distinct).optional(),
  })
  .meta({
    id: 'WebhookFilter',
    description: 'An event that names no level, country or coalition is not held back by that part.',
  })
export type Filter = z.output<typeof filter>

export const endpointInput = z
  .strictObject({ url, types, filter: filter.optional() })
  .meta({ id: 'WebhookInput' })
export type EndpointInput = z.output<typeof endpointInput>

export const endpointChange = z
  .strictObject({ url, types, filter: filter.nullable(), enabled: z.boolean() })
  .partial()
  .meta({ id: 'WebhookChange' })
export type EndpointChange = z.output<typeof endpointChange>

/** `gone`: it answered 410; `failing`: for days; `owner-changed`: whose eyes it had is gone, was secured anew, or had all their ways in ended. */
export const disabledReasons = ['by-hand', 'gone', 'failing', 'owner-changed', 'secret-lost'] as const
export type DisabledReason = (typeof disabledReasons)[number]

/** Where somebody wants to hear what happens. It hears what its owner may know of, and no more. */
export const endpoint = z.object({
  id: idOf('webhook'),
  ownerId: idOf('contact'),
  organizationId: idOf('organization'),
  /** The owner's epoch when they last had a hand in it: an endpoint does not outlive a stolen session. */
  ownerEpoch: z.int(),
  url: z.string(),
  types: z.array(z.string()),
  filter: filter.optional(),
  enabled: z.boolean(),
  disabledReason: z.enum(disabledReasons).optional(),
  ...recordShape,
})
export type Endpoint = z.infer<typeof endpoint>

export const maximumEndpoints = 20

/** Until when a retired one still signs along stands beside it. */
const signingSecret = sealedSecret.extend({ until: z.iso.datetime().optional() })
export type SigningSecret = z.infer<typeof signingSecret>

/** An endpoint's secrets, the newest first. */
export const secrets = z.object({ sealed: z.array(signingSecret).min(1), version: z.int() })
export type Secrets = z.infer<typeof secrets>

/** How an endpoint has done of late. Absent while all is well. */
export const health = z.object({
  version: z.int(),
  /** The first failure after the last success. */
  failingSince: z.iso.datetime().optional(),
  /** Whether some event has been given up since. */
  gaveUp: z.boolean(),
  warnedAt: z.iso.datetime().optional(),
  /** Nothing is sent before. */
  restsUntil: z.iso.datetime().optional(),
})
export type Health = z.infer<typeof health>

/** What became of one attempt. */
export const attempt = z.object({
  eventId: idOf('event'),
  type: z.string(),
  attempt: z.int(),
  replay: z.boolean(),
  at: z.iso.datetime(),
  durationMs: z.int(),
  status: z.int().optional(),
  /** Why there was no answer. */
  failure: z.enum(callFailures).optional(),
  /** How the answer began, in printable characters. */
  answer: z.string().optional(),
  nextAttemptAt: z.iso.datetime().optional(),
})
export type Attempt = z.infer<typeof attempt>

export const replayInput = z
  .union(
    [
      z.strictObject({ eventId: idOf('event') }),
      z
        .strictObject({ since: instant, until: instant })
        .refine(({ since, until }) => Date.parse(since) < Date.parse(until), {
          message: 'is not after since',
          path: ['until'],
        }),
    ],
    'gives neither an eventId alone nor since and until',
  )
  .meta({ id: 'WebhookReplay' })
export type ReplayInput = z.output<typeof replayInput>
