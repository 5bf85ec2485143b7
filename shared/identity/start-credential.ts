import { unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Action, Item } from '../storage/store.ts'
import type { Credential } from './credentials.ts'
import { tooManyTokens } from './errors.ts'
import {
  type Held,
  hasExpired,
  hashSecret,
  heldBy,
  holder,
  isBefore,
  keyOf,
  raiseGeneration,
  removal,
  table,
} from './held.ts'

const maximumHeld = 20

/**
 * What makes room for one more of a kind: the expired go, then the oldest session, and first of those in which no second
 * factor was proved: whoever only reads the mailbox pushes out none that was. A token never goes unasked.
 */
const displaced = ({ items }: Held, kind: Credential['kind'], now: Date) => {
  const alike = items.filter((item) => item['kind'] === kind)
  const expired = alike.filter((item) => hasExpired(item, now))
  const living = alike.filter((item) => !expired.includes(item) && !isBefore(item))
  const isProved = (item: Item) => item['provedAt'] !== undefined
  const byWorth = [...living.filter((item) => !isProved(item)), ...living.filter(isProved)]
  if (kind === 'token' && living.length >= maximumHeld) throw tooManyTokens()
  return [...expired, ...byWorth.slice(0, Math.max(0, living.length + 1 - maximumHeld))]
}

interface Start {
  readonly given: Credential
  readonly secret: string
  readonly held: Held
  readonly also?: Item
}

const start = ({ given, secret, held, also = {} }: Start, now: Date): Action[] => {
  const { contactId } = given.person
  const hash = hashSecret(secret)
  const { expiresAt, createdAt, provedAt, id, kind } = given
  return [
    raiseGeneration(contactId, held),
    { table, put: { ...given, ...keyOf(hash) }, if: 'absent' },
    {
      table,
      put: {
        ...also,
        id,
        kind,
        hash,
        createdAt,
        provedAt,
        expiresAt,
        pk: holder(contactId),
        sk: `${kind}#${id}`,
      },
    },
    ...displaced(held, kind, now).flatMap((item) => removal(contactId, item)),
  ]
}

/** Starts a session or a token; beyond twenty sessions, one ends. `also` is kept in the person's list. */
export const startCredential = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  secret: string,
  given: Credential,
  also: Item = {},
): Promise<Action[]> => {
  const held = await heldBy(deps.store, given.person.contactId)
  return start({ given, secret, held, also }, deps.clock.now())
}

/** Puts one credential in the place of another that still stands; whoever else knows the old secret is left with nothing. */
export const replaceCredential = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  old: string,
  { secret, given }: Pick<Start, 'secret' | 'given'>,
): Promise<Action[]> => {
  const { contactId } = given.person
  const held = await heldBy(deps.store, contactId)
  const hash = hashSecret(old)
  const replaced = held.items.find((item) => item['hash'] === hash)
  if (!replaced) throw unauthenticated()
  const others = { ...held, items: held.items.filter((item) => item !== replaced) }
  return [...start({ given, secret, held: others }, deps.clock.now()), ...removal(contactId, replaced)]
}
