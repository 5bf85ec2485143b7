import { createHmac, randomBytes } from 'node:crypto'
import * as z from 'zod'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Crockford's base 32 in lower case: safe in URLs, in mail addresses of any case, and on the phone. */
export const base32 = (bytes: Uint8Array) => {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

export const prefixes = {
  organization: 'org',
  contact: 'con',
  situation: 'sit',
  timeline: 'tml',
  coalition: 'coa',
  objection: 'obj',
  meeting: 'mtg',
  poll: 'pol',
  decision: 'dec',
  calendar: 'cal',
  alert: 'alt',
  hub: 'hub',
  incoming: 'inc',
  news: 'nws',
  notification: 'ntf',
  event: 'evt',
  webhook: 'whk',
  token: 'tok',
  signIn: 'sgn',
  reply: 'rpl',
  task: 'tsk',
  application: 'apl',
  fieldReport: 'frp',
  assessment: 'asm',
  recommendation: 'rec',
  post: 'pst',
  attachment: 'att',
  libraryItem: 'lib',
  office: 'off',
  briefing: 'brf',
  campaign: 'cmp',
  letter: 'ltr',
  case: 'cas',
  hearing: 'hrg',
  export: 'exp',
  passkey: 'pky',
} as const

export type Kind = keyof typeof prefixes
export type Id<K extends Kind = Kind> = `${(typeof prefixes)[K]}_${string}`

/** The schema of one kind of id: its prefix and sixteen characters. */
export const idOf = <K extends Kind>(kind: K) =>
  z.templateLiteral([`${prefixes[kind]}_`, z.string().regex(/^[0-9a-z]{1,32}$/)], {
    error: `is not an id that begins with ${prefixes[kind]}_`,
  }) as unknown as z.ZodType<Id<K>, Id<K>>

/** The kind of thing that an id names, where it is one of ours. */
export const kindOf = (id: string): Kind | undefined =>
  (Object.keys(prefixes) as Kind[]).find((kind) => id.startsWith(`${prefixes[kind]}_`))

export interface Ids {
  next<K extends Kind>(kind: K): Id<K>
}

export const randomIds: Ids = {
  next: (kind) => `${prefixes[kind]}_${base32(randomBytes(10))}` as never,
}

/** Ids that follow from a seed: a request made again under the same idempotency key names the same things. */
export const seededIds = (seed: string): Ids => {
  let count = 0
  return {
    next: (kind) => {
      const bytes = createHmac('sha256', seed).update(`${kind} ${count++}`).digest()
      return `${prefixes[kind]}_${base32(bytes.subarray(0, 10))}` as never
    },
  }
}

/** An id that follows from other ids: what is done twice is done once. */
export const derivedId = <K extends Kind>(kind: K, ...from: string[]): Id<K> =>
  seededIds(from.join('\n')).next(kind)
