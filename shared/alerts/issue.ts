import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { country } from '../text.ts'
import { messageType } from './content.ts'
import { issuer } from './issuers/schema.ts'
import { approval, wait } from './release/schema.ts'

/** A revision that has gone out. */
export const issue = z.object({
  revision: z.int(),
  messageType,
  reference: z.string(),
  digest: z.string(),
  issuedAt: z.iso.datetime(),
  /** In whose name, where it is not the coordinators'. */
  issuers: z.array(issuer).optional(),
  approvals: z.array(approval).default([]),
  /** Why one person issued it alone; a review is owed. */
  breakGlass: z.object({ reason: z.string() }).optional(),
  /** Until a second person confirms what one issued alone, it is for members and these alone. */
  unconfirmed: z
    .object({
      by: actorStamp,
      organizationIds: z.array(idOf('organization')),
      touchedBy: z.array(z.string()),
    })
    .optional(),
  /** The classes that this reaches later than the others. */
  waits: z.array(wait).default([]),
  /** Organizations that had to wait and that, meanwhile, this must not reach. */
  withheldSince: z.array(idOf('organization')).default([]),
  notificationId: idOf('notification'),
  /** Texts that came after it, oldest first, with the digest of each and who was told. */
  translations: z
    .array(
      z.object({
        language: z.string(),
        digest: z.string(),
        notificationId: idOf('notification'),
        at: z.iso.datetime(),
        /** Whether the public had the issue before without it. */
        isPublic: z.boolean(),
      }),
    )
    .optional(),
  /** The situation's, when this went out. */
  countries: z.array(country),
  /** Whether everybody has seen it: public, no exercise, and nobody has to wait for it any more. */
  isPublic: z.boolean(),
})
export type Issue = z.infer<typeof issue>
