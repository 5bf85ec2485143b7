import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { instant, language, line, text, webUrl } from '../../text.ts'

export const letterStates = [
  'draft',
  'open',
  'closed',
  'scheduled',
  'delivered',
  'answered',
  'withdrawn',
] as const
export const letterState = z.enum(letterStates).meta({ id: 'LetterState' })
export type LetterState = z.infer<typeof letterState>

/** Each state, and from where it may be reached. */
export const reachableFrom: Readonly<Record<LetterState, readonly LetterState[]>> = {
  draft: [],
  open: ['draft'],
  closed: ['open'],
  scheduled: ['closed'],
  delivered: ['scheduled'],
  answered: ['delivered'],
  withdrawn: ['draft', 'open', 'closed', 'scheduled'],
}

const letterText = z
  .strictObject({ language, subject: line(160), body: text(8000) })
  .meta({ id: 'LetterText' })

const texts = z
  .array(letterText)
  .min(1, 'needs a text in one language at least')
  .max(8)
  .refine((all) => new Set(all.map((each) => each.language)).size === all.length, 'have a language twice')

const ask = z.strictObject({ action: text(1000), rationale: text(1000).optional() })

const fields = {
  targetId: idOf('organization'),
  /** Why it goes to an authority that is withheld from the situation, where it is. */
  targetReason: line(500).optional(),
  texts,
  /** What is asked of the target; it goes into the register once the letter is delivered. */
  asks: z.array(ask).max(20),
  /** Until when organizations may sign. */
  signBy: instant,
  /** Who may read and sign it: those inside the coalition, or every member. */
  openTo: z.enum(['coalition', 'members']),
}

export const letterInput = z
  .strictObject({
    coalitionId: idOf('coalition'),
    ...fields,
    asks: fields.asks.default([]),
    openTo: fields.openTo.default('coalition'),
  })
  .meta({ id: 'LetterInput' })
export type LetterInput = z.output<typeof letterInput>

export const letterChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'LetterChange' })
export type LetterChange = z.output<typeof letterChange>

/** Names the very text that is signed. */
export const signatureInput = z.strictObject({ digest: z.string().max(100) }).meta({ id: 'LetterSignature' })

export const letterAnswer = z
  .strictObject({ at: instant, text: text(5000), url: webUrl.optional() })
  .meta({ id: 'LetterAnswer' })
export type LetterAnswer = z.output<typeof letterAnswer>

/** A letter of a coalition to an authority, which organizations sign. */
export const letter = z.object({
  id: idOf('letter'),
  coalitionId: idOf('coalition'),
  situationId: idOf('situation'),
  /** The organization that wrote it. */
  organizationId: idOf('organization'),
  ...fields,
  state: letterState,
  /** Of target, texts and asks: what is signed. */
  digest: z.string(),
  /** Whether it was tried on its author since signing ended. */
  tried: z.boolean(),
  /** When it goes out, in the target's office hours. */
  dueAt: z.iso.datetime().optional(),
  deliveredAt: z.iso.datetime().optional(),
  signers: z.int().optional(),
  answer: letterAnswer.optional(),
  ...recordShape,
})
export type Letter = z.infer<typeof letter>

/** Whether every member may read it, inside its coalition or not. */
export const isForMembers = ({ openTo, state }: Pick<Letter, 'openTo' | 'state'>) =>
  openTo === 'members' && state !== 'draft'

export const signature = z.object({
  organizationId: idOf('organization'),
  /** As the target reads it; what an organization calls itself later changes nothing. */
  name: z.string(),
  contactId: idOf('contact'),
  digest: z.string(),
  at: z.iso.datetime(),
})
export type Signature = z.infer<typeof signature>
