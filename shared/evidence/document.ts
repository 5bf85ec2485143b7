import * as z from 'zod'
import { entry } from './entry.ts'
import { publicKey } from './keys.ts'

const opened = z.strictObject({
  chain: z.string(),
  sequence: z.int(),
  /** The place among the entry's lines, or who an event is about. */
  part: z.union([z.int(), z.literal('who')]),
  nonce: z.string(),
  content: z.unknown(),
})

/** What the seal is over: everything else there is in the file. */
export const evidenceContent = z.strictObject({
  format: z.literal('tocsin-evidence/1'),
  alliance: z.string(),
  alertId: z.string(),
  exportedAt: z.iso.datetime(),
  /** Where the keys are published that whoever checks the file should go by, not by those inside. */
  publishedKeys: z.url(),
  keys: z.array(publicKey),
  /** Chunks of mails of which no entry tells yet. */
  pending: z.int(),
  /** The alert's own chain first, then those of its mails, chunk by chunk. */
  entries: z.array(entry),
  /** What some digests stand for: the authorities'. */
  opened: z.array(opened),
})
export type EvidenceContent = z.infer<typeof evidenceContent>

/** One file that says who was told what, when, and what they answered; written in canonical JSON. */
export const evidenceDocument = evidenceContent
  .extend({ seal: z.strictObject({ kid: z.string(), signature: z.string() }) })
  .meta({ id: 'Evidence' })
export type EvidenceDocument = z.infer<typeof evidenceDocument>
