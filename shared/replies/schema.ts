import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'

/** Why an answer was not counted, or what it asks for that only a person can give. */
export const heldBecause = [
  'compromised',
  'unverified',
  'unreadable-calendar',
  'not-an-answer',
  'another-meeting',
  'not-invited',
  'from-somebody-else',
  'on-behalf',
  'outdated',
  'too-late',
  'full',
  'another-time-proposed',
] as const

/** A mail that came back, held beside its matter until a person has looked at it. */
export const reply = z.object({
  id: idOf('reply'),
  /** What the mail it answers was about; absent where its address names none of our mails. */
  subject: z.string().optional(),
  notificationId: idOf('notification').optional(),
  contactId: idOf('contact').optional(),
  organizationId: idOf('organization').optional(),
  /** `automatic`: a vacation notice or another machine's answer; `receipt`: that the mail was shown to somebody. */
  kind: z.enum(['answer', 'automatic', 'receipt', 'bounce']),
  /** Whether the sender's domain vouches for the mail (SES's DMARC verdict). */
  verified: z.boolean(),
  suspicious: z.boolean(),
  /** Why it waits for a person, where that is more than that it came by mail. */
  because: z.enum(heldBecause).optional(),
  text: z.string(),
  receivedAt: z.iso.datetime(),
  status: z.enum(['held', 'closed']),
  /** The coordinator who has taken it. */
  assignee: idOf('contact').optional(),
  closure: z
    .object({
      outcome: z.enum(['answered', 'done', 'dismissed']),
      remark: z.string().optional(),
      by: actorStamp,
      at: z.iso.datetime(),
    })
    .optional(),
  ...recordShape,
})
export type Reply = z.infer<typeof reply>
