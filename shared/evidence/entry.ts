import { createHash, randomBytes, sign } from 'node:crypto'
import * as z from 'zod'
import { canonical } from '../canonical.ts'
import type { Keyring } from '../keyring.ts'
import { privateKeyOf } from './keys.ts'

const digest = z.string().length(43)
const counts = z.record(z.string(), z.int())

const place = {
  /** What it is a chain of: the alert or the letter itself, or one chunk of a notification. */
  chain: z.string(),
  /** Counts from 1 without a gap. */
  sequence: z.int().min(1),
  /** The hash of the entry before it; of the first, the digest of the chain's name. */
  previous: digest,
  at: z.iso.datetime(),
}

/** Something that happened to the alert or the letter. Who did it, and what was answered to a letter, stand as digests. */
const eventBody = z.strictObject({
  ...place,
  kind: z.literal('event'),
  event: z.strictObject({
    id: z.string(),
    type: z.string(),
    at: z.iso.datetime(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  sealed: z.strictObject({ event: digest, who: digest.optional(), answer: digest.optional() }),
})

/** What became of the mails of one chunk, counted; each recipient's line stands as a digest. */
const deliveriesBody = z.strictObject({
  ...place,
  kind: z.literal('deliveries'),
  notificationId: z.string(),
  chunk: z.int(),
  counts: z.strictObject({ member: counts, authority: counts, gone: counts }),
  /** Of everybody in the chunk, then of those whose mails have moved on since. */
  lines: z.array(digest),
})

export const entryBody = z.discriminatedUnion('kind', [eventBody, deliveriesBody])
export type EntryBody = z.infer<typeof entryBody>

export const entry = z
  .strictObject({ body: entryBody, hash: digest, kid: z.string(), signature: z.string() })
  .meta({ id: 'EvidenceEntry' })
export type Entry = z.infer<typeof entry>

export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Where a chain begins. */
export const origin = (chain: string) => sha256(`tocsin-evidence/1\n${chain}`)

export const hashOf = (body: EntryBody) => sha256(canonical(body))

/** What is signed of an entry, and of a whole export: neither can stand for the other. */
export const signedText = { entry: 'tocsin-evidence-entry/1', export: 'tocsin-evidence-export/1' } as const

export const signature = (keys: Keyring, what: keyof typeof signedText, hash: string) =>
  sign(null, Buffer.from(`${signedText[what]}\n${hash}`), privateKeyOf(keys)).toString('base64url')

export const signed = (keys: Keyring, body: EntryBody): Entry => {
  const hash = hashOf(body)
  return { body, hash, kid: keys.current, signature: signature(keys, 'entry', hash) }
}

/** A content that can be shown to be what its digest stands for, by whoever is given the nonce. */
export const opening = z.strictObject({ nonce: z.string(), content: z.unknown() })
export type Opening = z.infer<typeof opening>

export const newNonce = () => randomBytes(16).toString('base64url')

/** Without the nonce, nobody can tell by trying whether a content they guess is the one. */
export const commitment = ({ nonce, content }: Opening) => sha256(canonical({ nonce, content }))
