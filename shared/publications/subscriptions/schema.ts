import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { postKind } from '../schema.ts'

/** What somebody wants to hear of: posts of a kind, of a situation, of both together; `{}` is all. */
const topic = z.strictObject({ kind: postKind.optional(), situationId: idOf('situation').optional() })
export type Topic = z.output<typeof topic>

/** Where those stand who subscribe to a topic. */
export const nameOf = ({ kind = '', situationId = '' }: Partial<Record<keyof Topic, string>>) =>
  `${kind}#${situationId}`

const topics = z
  .array(topic)
  .max(20)
  .transform((all) => [...new Map(all.map((each) => [nameOf(each), each])).values()])

export const subscriptionInput = z.strictObject({ topics }).meta({ id: 'PostSubscriptionInput' })
export type SubscriptionInput = z.output<typeof subscriptionInput>

/** Of which posts a contact reads in their morning's digest. */
export const subscription = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  topics: z.array(topic),
  /** 0 is nobody's choice yet. */
  version: z.int().min(0),
})
export type Subscription = z.infer<typeof subscription>
