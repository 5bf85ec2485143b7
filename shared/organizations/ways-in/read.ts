import * as z from 'zod'
import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { livingOf } from '../../identity/credentials.ts'
import { findHolding } from '../../meetings/calendar-feeds/repository.ts'
import { endpointsOf } from '../../webhooks/pause.ts'
import { contactOf } from '../contact-of.ts'
import { getOrganization } from '../repository.ts'

const some = z
  .object({
    count: z.int(),
    /** The day in UTC on which the oldest began; absent where there is none. */
    since: z.iso.date().optional(),
  })
  .meta({ id: 'WaysInOfAKind' })

/**
 * By what a contact comes in, or hears what happens, as others may know it: how many, and since which day. Where and when somebody signs in
 * says where they are and when they are awake, and what a program is called says what they do: that is nobody's to see.
 */
export const waysIn = z.object({ sessions: some, tokens: some, feeds: some, webhooks: some })
export type WaysIn = z.infer<typeof waysIn>

const summed = (begun: readonly string[]): z.infer<typeof some> => {
  const [oldest] = [...begun].sort()
  return { count: begun.length, ...(oldest && { since: oldest.slice(0, 10) }) }
}

interface Named {
  readonly organizationId: string
  readonly contactId: string
}

/** How many ways in a contact has, for a coordinator who wonders whether all of them are theirs. */
export const readWaysIn = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Named,
): Promise<WaysIn> => {
  permitToKnow(actor, 'contact.read-ways-in', 'contact')
  const [organization, held, { feeds }, endpoints] = await Promise.all([
    getOrganization(deps.store, organizationId),
    livingOf(deps, contactId),
    findHolding(deps.store, contactId),
    endpointsOf(deps, { organizationId, contactId }),
  ])
  const { securedAt = '' } = contactOf(organization, contactId)
  const begun = (kind: string) =>
    held.filter((item) => item['kind'] === kind).map((item) => String(item['createdAt']))
  return {
    sessions: summed(begun('session')),
    tokens: summed(begun('token')),
    // One that was made before the contact's links died is dead with them.
    feeds: summed(feeds.map(({ createdAt }) => createdAt).filter((at) => at >= securedAt)),
    webhooks: summed(endpoints.map(({ createdAt }) => createdAt)),
  }
}
