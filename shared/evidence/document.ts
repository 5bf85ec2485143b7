import * as z from 'zod'
import { entry } from './entry.ts'
import { publicKey } from './keys.ts'

const opened = z.strictObject({
  chain: z.string(),
  sequence: z.int(),
  /** The place among the entry's lines, who an event is about, or what was answered. */
  part: z.union([z.int(), z.enum(['who', 'answer'])]),
  nonce: z.string(),
  content: z.unknown(),
})

const common = {
  format: z.literal('tocsin-evidence/1'),
  alliance: z.string(),
  exportedAt: z.iso.datetime(),
  /** Where the keys are published that whoever checks the file should go by, not by those inside. */
  publishedKeys: z.url(),
  keys: z.array(publicKey),
  /** Chunks of mails of which no entry tells yet. */
  pending: z.int(),
  /** The subject's own chain first, then those of its mails, chunk by chunk. */
  entries: z.array(entry),
  /** What some digests stand for: the authorities', and of a letter who signed it and what was answered. */
  opened: z.array(opened),
}

const ofAlert = z.strictObject({ ...common, alertId: z.string() })

const ofLetter = z.strictObject({
  ...common,
  letterId: z.string(),
  /** What was signed: its SHA-256, as canonical JSON, is the digest in the entries. */
  letter: z.strictObject({
    id: z.string(),
    targetId: z.string(),
    texts: z.array(z.unknown()),
    asks: z.array(z.unknown()),
  }),
})

/** What the seal is over: everything else there is in the file. */
export type EvidenceContent = z.infer<typeof ofAlert> | z.infer<typeof ofLetter>

/** One file that says who was told what, when, and what they answered; written in canonical JSON. */
const seal = { seal: z.strictObject({ kid: z.string(), signature: z.string() }) }
export const alertEvidence = ofAlert.extend(seal).meta({ id: 'Evidence' })
export const letterEvidence = ofLetter.extend(seal).meta({ id: 'LetterEvidence' })
export const evidenceDocument = z.union([alertEvidence, letterEvidence])
export type EvidenceDocument = z.infer<typeof evidenceDocument>
