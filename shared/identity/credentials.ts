import * as z from 'zod'
import { person } from '../access/actor.ts'
import { unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Action, Item, Store } from '../storage/store.ts'
import {
  type Held,
  hasExpired,
  hashSecret,
  heldBy,
  isBefore,
  keyOf,
  raiseGeneration,
  removal,
  table,
} from './held.ts'

/** A session or a program's token, found by the hash of its secret; what its bearer may do stands in it. */
export const credential = z.object({
  id: z.string(),
  kind: z.enum(['session', 'token']),
  person,
  createdAt: z.iso.datetime(),
  /** Unix seconds. Rows linger past their time, so every read looks at it. */
  expiresAt: z.int(),
  /** When the second factor was proved in this session. */
  provedAt: z.iso.datetime().optional(),
  /** When a token was last used, noted once an hour. */
  usedAt: z.iso.datetime().optional(),
})
export type Credential = z.infer<typeof credential>

/** Whose secret this is, by one consistent read; nobody's once it has expired or was ended. */
export const findCredential = async (deps: Pick<Deps, 'store' | 'clock'>, secret: string) => {
  const item = await deps.store.get(table, keyOf(hashSecret(secret)))
  const found = item && credential.parse(item)
  return found && found.expiresAt * 1000 > deps.clock.now().getTime() ? found : undefined
}

const hour = 3_600_000

/**
 * Keeps that a token was used, at most once an hour, where nothing else happened to it meanwhile. Whoever asks is not
 * kept from what they do because this could not be noted.
 */
export const noteUse = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  { secret, ...found }: Credential & { secret: string },
) => {
  const now = deps.clock.now()
  if (found.kind !== 'token' || now.getTime() - Date.parse(found.usedAt ?? '1970-01-01') < hour) return
  const used: Action = {
    table,
    put: { ...found, ...keyOf(hashSecret(secret)), usedAt: now.toISOString() },
    if: { expiresAt: found.expiresAt, usedAt: found.usedAt },
  }
  await deps.store.write(used).catch(() => undefined)
}

/** Fails the transaction when this credential has ended: what one begins dies with it, even at the same moment. */
export const credentialStands = (secret: string): Action => ({
  table,
  check: keyOf(hashSecret(secret)),
  orElse: unauthenticated,
})

/** The sessions and tokens by which a person comes in now, oldest first; a secret that only counts along is none of its own. */
export const livingOf = async (deps: Pick<Deps, 'store' | 'clock'>, contactId: string) => {
  const { items } = await heldBy(deps.store, contactId)
  const now = deps.clock.now()
  return items.filter((item) => !isBefore(item) && !hasExpired(item, now))
}

/**
 * A person's tokens and the secrets that count along, newest first, and when each was used last. The rows carry the
 * hash, which is for nobody outside.
 */
export const tokensOf = async (deps: Pick<Deps, 'store' | 'clock'>, contactId: string) => {
  const { items } = await heldBy(deps.store, contactId)
  const now = deps.clock.now()
  const living = items.filter((item) => item['kind'] === 'token' && !hasExpired(item, now)).reverse()
  const rows = await deps.store.getMany(living.map((item) => ({ table, key: keyOf(String(item['hash'])) })))
  const usedAt = (at: number) => rows[at]?.['usedAt']
  return living.map((item, at): Item => ({ ...item, isBefore: isBefore(item), usedAt: usedAt(at) }))
}

/** Ends one of a person's sessions or tokens; nothing where there is none of this id. */
export const endCredential = async (
  deps: Pick<Deps, 'store'>,
  contactId: string,
  id: string,
): Promise<Action[]> => {
  const held = await heldBy(deps.store, contactId)
  const ended = held.items.filter((item) => item['id'] === id)
  if (ended.length === 0) return []
  return [raiseGeneration(contactId, held), ...ended.flatMap((item) => removal(contactId, item))]
}

/** Ends all sessions of a person but one. */
export const endOthers = async (
  deps: Pick<Deps, 'store'>,
  contactId: string,
  kept: string | undefined,
): Promise<Action[]> => {
  const held = await heldBy(deps.store, contactId)
  const ended = held.items.filter((item) => item['kind'] === 'session' && item['id'] !== kept)
  return [raiseGeneration(contactId, held), ...ended.flatMap((item) => removal(contactId, item))]
}

/** So many end together with what else a transaction changes, which is a hundred actions at most. */
const atOnce = 24

/**
 * What a person holds, of which no more is left than ends in one transaction: whoever fills their hands must not be
 * kept in by that. The surplus ends beforehand, for it is to end in any case.
 */
const fewHeld = async (store: Store, contactId: string): Promise<Held> => {
  const held = await heldBy(store, contactId)
  const surplus = held.items.slice(atOnce, 2 * atOnce)
  if (surplus.length === 0) return held
  await store.transact([
    raiseGeneration(contactId, held),
    ...surplus.flatMap((item) => removal(contactId, item)),
  ])
  return fewHeld(store, contactId)
}

/** Ends everything a person holds, at once and everywhere. */
export const endCredentials = async (deps: Pick<Deps, 'store'>, contactId: string): Promise<Action[]> => {
  const held = await fewHeld(deps.store, contactId)
  return [raiseGeneration(contactId, held), ...held.items.flatMap((item) => removal(contactId, item))]
}
