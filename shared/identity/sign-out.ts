import type { Actor } from '../access/actor.ts'
import { unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { type Credential, endCredential } from './credentials.ts'
import { notASession } from './errors.ts'

/** Ends the session the request came in. */
export const signOut = async (deps: Deps, actor: Actor, credential: Credential | undefined) => {
  if (actor.kind !== 'person' || !credential) throw unauthenticated()
  if (credential.kind !== 'session') throw notASession()
  await onFreshRead(async () =>
    deps.store.transact(await endCredential(deps, actor.contactId, credential.id)),
  )
}
