import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'

/** How many organizations must take part, so many or so many of a hundred of those invited. */
export const quorum = z
  .union(
    [
      z.strictObject({ organizations: z.int().min(1).max(10_000) }),
      z.strictObject({ percent: z.int().min(1).max(100) }),
    ],
    'is neither a number of organizations nor a percentage of those invited',
  )
  .meta({ id: 'Quorum' })
export type Quorum = z.infer<typeof quorum>

/** How a quorum stands. */
export const quorumView = z
  .object({
    required: z.int(),
    /** Organizations invited that have a voice: observers have none. */
    invited: z.int(),
    /** Of these, who comes, or is there, themselves. */
    present: z.int(),
    /** Who is not, and for whom one of these speaks. */
    byProxy: z.int(),
    counted: z.int(),
    reached: z.boolean(),
    /** What is counted: answers, until somebody has said who is there. */
    by: z.enum(['answers', 'attendance']),
  })
  .meta({ id: 'QuorumStanding' })
export type QuorumView = z.infer<typeof quorumView>

/** One organization speaks for another at a meeting. */
export const proxy = z
  .object({ organizationId: idOf('organization'), heldBy: idOf('organization'), at: z.iso.datetime() })
  .meta({ id: 'Proxy' })
export type GivenProxy = z.infer<typeof proxy>

export const proxyInput = z.strictObject({ heldBy: idOf('organization') }).meta({ id: 'ProxyInput' })

/** All proxies of a meeting, in one row: whether one is allowed depends on the others. */
export const proxies = z.object({
  given: z.array(proxy.extend({ by: actorStamp })),
  version: z.int().min(0),
})
export type Proxies = z.infer<typeof proxies>
