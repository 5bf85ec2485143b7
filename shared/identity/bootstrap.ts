import type { Person } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { putUnlisted } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { newRecord } from '../storage/collection.ts'
import { endCredentials, tokensOf } from './credentials.ts'
import { deleteGrantsOf, type Grant, putGrant } from './grants.ts'
import { hashSecret } from './held.ts'
import { startCredential } from './start-credential.ts'

const century = 100 * 365 * 86_400

/** Coordinators of a machine of one's own, whose organization stands in no list and no audience. */
const personOf = (number: number): Person => ({
  kind: 'person',
  contactId: `con_bootstrap${number}`,
  organizationId: 'org_coordination',
  relation: 'member',
  grants: ['coordinator'],
})

/** By it, they are told what every coordinator is told. */
const grantOf = ({ organizationId, contactId }: Person, now: Date): Grant => ({
  ...{ organizationId, contactId, kind: 'coordinator', status: 'confirmed' },
  ...{ proposedBy: { kind: 'system' }, proposedAt: now.toISOString() },
})

const most = 2

const coordination = (now: Date): Organization => ({
  id: 'org_coordination',
  name: 'Coordination of this machine',
  class: 'ngo',
  relation: 'member',
  country: 'CH',
  worksIn: [],
  languages: ['en'],
  listed: false,
  contacts: Array.from({ length: most }, (_, at) => ({
    id: `con_bootstrap${at + 1}`,
    role: 'focal-point',
    kind: 'person',
    email: `coordinator-${at + 1}@example.org`,
    languages: ['en'],
    timeZone: 'UTC',
    discreet: false,
    epoch: 1,
    grants: ['coordinator'],
  })),
  ownFields: [],
  ...newRecord(now),
})

/**
 * Lets the bearer of each token, at most two, act as a coordinator of their own; their second factor is taken
 * as given, so this is for a machine of one's own. Tokens no longer given end; done again, nothing changes.
 */
export const enrolBootstrap = async (deps: Deps, tokens: readonly string[]): Promise<void> => {
  if (tokens.length > 0) await deps.store.write(putUnlisted(coordination(deps.clock.now())))
  for (let number = 1; number <= most; number++) {
    const person = personOf(number)
    const secret = tokens[number - 1]
    const held = await tokensOf(deps, person.contactId)
    const given = held.find((item) => secret !== undefined && item['hash'] === hashSecret(secret))
    if (given && held.length === 1) continue
    if (held.length > 0) await deps.store.transact(await endCredentials(deps, person.contactId))
    if (secret === undefined) await deps.store.writeMany(deleteGrantsOf(person.contactId))
    if (secret === undefined) continue
    await deps.store.write(putGrant(grantOf(person, deps.clock.now())))
    const now = deps.clock.now()
    await deps.store.transact(
      await startCredential(deps, secret, {
        id: deps.ids.next('token'),
        kind: 'token',
        person,
        createdAt: now.toISOString(),
        expiresAt: Math.floor(now.getTime() / 1000) + century,
      }),
    )
  }
}
