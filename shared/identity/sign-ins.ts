import * as z from 'zod'
import { notFound } from '../errors.ts'
import { idOf } from '../ids.ts'
import type { Action, Key, Store } from '../storage/store.ts'

const table = 'integrations'

/** Seconds in which a mailed link or code works, once. */
export const signInLife = 30 * 60

/** Somebody asked to sign in. Whom the address serves is looked at again when the link or the code is used. */
const signIn = z.object({
  id: idOf('signIn'),
  /** The pseudonym of the address. */
  address: z.string(),
  contacts: z.array(z.object({ organizationId: idOf('organization'), contactId: idOf('contact') })),
  /** Unix seconds. */
  expiresAt: z.int(),
  usedAt: z.iso.datetime().optional(),
})
export type SignIn = z.infer<typeof signIn>

const keyOf = (id: string): Key => ({ pk: `sign-in#${id}`, sk: 'sign-in' })
const newestKey = (address: string): Key => ({ pk: `sign-in-of#${address}`, sk: 'newest' })

/** A new sign-in, whose code is from now on the one that works for its address. */
export const putSignIn = (made: SignIn): Action[] => {
  const { id, address, expiresAt } = made
  return [
    { table, put: { ...made, ...keyOf(id) }, if: 'absent' },
    { table, put: { ...newestKey(address), id, expiresAt } },
  ]
}

/** Rows that mean nothing, leave by themselves and cost what others cost. */
export const decoys = (id: string, expiresAt: number, count: number): Action[] =>
  Array.from({ length: count }, (_, at) => ({
    table,
    put: { pk: `sign-in#${id}`, sk: `decoy#${at}`, expiresAt },
  }))

/** The sign-in of this id, while it can still be used. */
export const findSignIn = async (store: Store, id: string, now: Date): Promise<SignIn | undefined> => {
  const item = await store.get(table, keyOf(id))
  const found = item && signIn.parse(item)
  return found && !found.usedAt && found.expiresAt * 1000 > now.getTime() ? found : undefined
}

/** By the pseudonyms of an address, of which the first that has asked counts. */
export const newestSignInOf = async (store: Store, addresses: readonly string[]) => {
  const rows = await store.getMany(addresses.map((address) => ({ table, key: newestKey(address) })))
  return rows.find((row) => row !== undefined)?.['id'] as SignIn['id'] | undefined
}

/** Marks it used; only one of two can. */
export const spend = (used: SignIn, now: Date): Action => ({
  table,
  put: { ...used, usedAt: now.toISOString(), ...keyOf(used.id) },
  if: { usedAt: undefined },
  orElse: () => notFound('sign-in'),
})
