import type { Deps } from '../deps.ts'
import { staleVersion } from '../errors.ts'
import type { Action, Item } from '../storage/store.ts'
import { credential } from './credentials.ts'
import { hashSecret, heldBy, holder, isBefore, keyOf, raiseGeneration, removal, table } from './held.ts'

/** Has a secret that still counts along count no longer than that. */
const shorten = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  contactId: string,
  before: Item,
  until: number,
): Promise<Action[]> => {
  if (until >= (before['expiresAt'] as number)) return []
  const key = keyOf(String(before['hash']))
  const stands = await store.get(table, key)
  if (!stands || until * 1000 <= clock.now().getTime()) return removal(contactId, before)
  return [
    { table, put: { ...stands, ...key, expiresAt: until }, if: 'present' },
    {
      table,
      put: { ...before, pk: holder(contactId), sk: String(before['sk']), expiresAt: until },
    },
  ]
}

interface Rotation {
  readonly contactId: string
  readonly id: string
  /** The new secret. */
  readonly secret: string
  /** Until when the old one counts along, in Unix seconds. */
  readonly until: number
}

/**
 * Gives a credential a new secret, beside which the old one counts for a while. A new secret that was never used gives
 * way at once to a newer one, and what came before it stands: whoever lost the answer may ask again.
 */
export const rotateCredential = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  { contactId, id, secret, until }: Rotation,
): Promise<Action[]> => {
  const held = await heldBy(deps.store, contactId)
  const of = held.items.filter((item) => item['id'] === id)
  const current = of.find((item) => !isBefore(item))
  const before = of.find(isBefore)
  const stands = current && (await deps.store.get(table, keyOf(String(current['hash']))))
  if (!current || !stands) throw staleVersion('token')
  const given = credential.parse(stands)
  const version = Number(current['version'] ?? 1)
  const { usedAt, ...unused } = given
  const hash = hashSecret(secret)
  const remove = (item: Item): Action => ({ table, delete: keyOf(String(item['hash'])) })
  const renewed: Action[] = [
    raiseGeneration(contactId, held),
    { table, put: { ...unused, ...keyOf(hash) }, if: 'absent' },
    {
      table,
      put: { ...current, pk: holder(contactId), sk: `${given.kind}#${id}`, hash, version: version + 1 },
    },
  ]
  const now = Math.floor(deps.clock.now().getTime() / 1000)
  const hasStandIn = before && (before['expiresAt'] as number) > now
  if (hasStandIn && !usedAt)
    return [...renewed, remove(current), ...(await shorten(deps, contactId, before, until))]
  const expiresAt = Math.min(until, given.expiresAt)
  const { kind, createdAt } = given
  const along = { id, kind, hash: current['hash'], createdAt, expiresAt }
  return [
    ...renewed,
    { table, put: { ...given, ...keyOf(String(current['hash'])), expiresAt }, if: 'present' },
    { table, put: { ...along, pk: holder(contactId), sk: `${kind}#${id}#before` } },
    ...(before ? [remove(before)] : []),
  ]
}
