import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { findOrganization } from '../organizations/repository.ts'
import { voiceRests } from './errors.ts'

const day = 86_400_000

/**
 * Throws when the actor's address changed less than a day ago: whoever moved it may be acting as a second person
 * of their own making.
 */
export const refuseResting = async ({ store, clock }: Pick<Deps, 'store' | 'clock'>, actor: Actor) => {
  if (actor.kind !== 'person') return
  const organization = await findOrganization(store, actor.organizationId)
  const movedAt = organization?.contacts.find(({ id }) => id === actor.contactId)?.movedAt
  if (movedAt && clock.now().getTime() - Date.parse(movedAt) < day) throw voiceRests()
}
