import * as z from 'zod'
import type { Broken } from './broken.ts'
import { type Element, readXml } from './read-xml.ts'
import { all, ruleFaults, textOf } from './rules.ts'
import { shapeFaults } from './shape.ts'
import { referencesIn } from './values.ts'

const reference = z.object({ sender: z.string(), identifier: z.string(), sent: z.string() })

const capInfo = z.object({
  language: z.string(),
  event: z.string(),
  category: z.array(z.string()),
  responseType: z.array(z.string()),
  urgency: z.string(),
  severity: z.string(),
  certainty: z.string(),
  senderName: z.string().optional(),
  headline: z.string().optional(),
  description: z.string().optional(),
  instruction: z.string().optional(),
  expires: z.string().optional(),
  web: z.string().optional(),
  contact: z.string().optional(),
  areas: z.array(z.string()),
})

/** A message of CAP 1.2, as far as a person needs it to decide what to do with it. */
export const capMessage = z.object({
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  scope: z.enum(['Public', 'Restricted', 'Private']),
  restriction: z.string().optional(),
  note: z.string().optional(),
  references: z.array(reference),
  infos: z.array(capInfo),
})
export type CapMessage = z.infer<typeof capMessage>

const optional = (element: Element, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((named) => {
      const text = textOf(element, named)
      return text === undefined ? [] : [[named, text]]
    }),
  )

const textsOf = (element: Element, named: string) => all(element, named).map(({ text }) => text.trim())

const infoOf = (info: Element) => ({
  language: textOf(info, 'language') ?? 'en-US',
  category: textsOf(info, 'category'),
  responseType: textsOf(info, 'responseType'),
  areas: all(info, 'area').map((area) => textOf(area, 'areaDesc')),
  ...optional(info, ['event', 'urgency', 'severity', 'certainty', 'senderName', 'headline', 'description']),
  ...optional(info, ['instruction', 'expires', 'web', 'contact']),
})

const messageOf = (alert: Element): CapMessage =>
  capMessage.parse({
    ...optional(alert, ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope']),
    ...optional(alert, ['restriction', 'note']),
    references: referencesIn(textOf(alert, 'references') ?? '') ?? [],
    infos: all(alert, 'info').map(infoOf),
  })

/** So many broken rules are told of: more help nobody. */
const mostTold = 20

export type ReadCap = { readonly message: CapMessage } | { readonly broken: readonly [Broken, ...Broken[]] }

/** Reads a CAP message that anybody may have written, by every rule of CAP 1.2; or says which it breaks. */
export const readCap = (bytes: Uint8Array): ReadCap => {
  const read = readXml(bytes)
  if ('rule' in read) return { broken: [read] }
  const shape = shapeFaults(read)
  // What is not of the right shape may lack what the other rules speak of.
  const [first, ...more] = shape.length > 0 ? shape : ruleFaults(read)
  return first ? { broken: [first, ...more.slice(0, mostTold - 1)] } : { message: messageOf(read) }
}
