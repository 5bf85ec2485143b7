import * as z from 'zod'
import { catalogue } from '../events/catalogue.ts'
import { type Event, eventTypes } from '../events/schema.ts'
import { idOf } from '../ids.ts'

const largest = 20_000

/** Thin, in the shape of Standard Webhooks; what is too large says only what it is about. */
export const payloadOf = ({ type, at, id, subject, data }: Event): string => {
  const payload = (more: Event['data']) =>
    JSON.stringify({ type, timestamp: at, data: { ...more, id, subject } })
  const full = payload(data)
  return Buffer.byteLength(full) < largest ? full : payload({})
}

type Heard = (typeof eventTypes)[number]

/** What is posted of one type of event; `data.id` is the event's own, which the header `webhook-id` repeats. */
export const payloadSchema = (type: Heard) => {
  const { tells, subject, data } = catalogue[type]
  const about = { id: idOf('event'), subject }
  return z
    .object({
      type: z.literal(type),
      timestamp: z.iso.datetime(),
      data: data.extend(about).or(z.strictObject(about)),
    })
    .meta({ description: tells })
}

export const payloads = eventTypes.map((type) => ({
  type,
  tells: catalogue[type].tells,
  schema: payloadSchema(type),
}))
