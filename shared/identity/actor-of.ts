import type { Person } from '../access/actor.ts'
import type { Credential } from './credentials.ts'

/** Seconds for which a proof of the second factor is fresh. */
const freshness = 10 * 60

/** Until when the proof given in a session counts as fresh. */
export const freshUntil = ({ provedAt }: Pick<Credential, 'provedAt'>) =>
  provedAt && new Date(Date.parse(provedAt) + freshness * 1000).toISOString()

/**
 * Who the bearer of a credential acts as. The grants of a session rest until their holder has proved their second
 * factor in it. A token without scopes is one of a machine of one's own, whose second factor is taken as given.
 */
export const actorOf = ({ kind, person, provedAt }: Credential, now: Date): Person => {
  if (kind === 'token') return person.scopes ? person : { ...person, fresh: true }
  if (person.grants.length === 0) return person
  if (!provedAt) return { ...person, grants: [], resting: person.grants }
  return { ...person, fresh: now.toISOString() < freshUntil({ provedAt })! }
}
