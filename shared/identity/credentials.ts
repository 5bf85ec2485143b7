import { createHash } from 'node:crypto'
import * as z from 'zod'
import { person } from '../access/actor.ts'
import { unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { staleVersion } from '../errors.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { tooManyTokens } from './errors.ts'

const table = 'integrations'

/** A session or a program's token, found by the hash of its secret; what its bearer may do stands in it. */
const credential = z.object({
  id: z.string(),
  kind: z.enum(['session', 'token']),
  person,
  createdAt: z.iso.datetime(),
  /** Unix seconds. Rows linger past their time, so every read looks at it. */
  expiresAt: z.int(),
  /** When the second factor was proved in this session. */
  provedAt: z.iso.datetime().optional(),
})
export type Credential = z.infer<typeof credential>

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url')

const keyOf = (hash: string): Key => ({ pk: `credential#${hash}`, sk: 'credential' })
const holder = (contactId: string) => `person#${contactId}`
const generationKey = (contactId: string): Key => ({ pk: holder(contactId), sk: 'generation' })

/** Whose secret this is, by one consistent read; nobody's once it has expired or was ended. */
export const findCredential = async (deps: Pick<Deps, 'store' | 'clock'>, secret: string) => {
  const item = await deps.store.get(table, keyOf(hashSecret(secret)))
  const found = item && credential.parse(item)
  return found && found.expiresAt * 1000 > deps.clock.now().getTime() ? found : undefined
}

/** Fails the transaction when this credential has ended: what one begins dies with it, even at the same moment. */
export const credentialStands = (secret: string): Action => ({
  table,
  check: keyOf(hashSecret(secret)),
  orElse: unauthenticated,
})

interface Held {
  readonly generation: Item | undefined
  /** Oldest first. */
  readonly items: readonly Item[]
}

const createdAt = (item: Item) => String(item['createdAt'])

/** Everything a person holds: at most some forty rows, for `startCredential` keeps it so. */
const heldBy = async (store: Store, contactId: string): Promise<Held> => {
  const { items } = await store.query({ table, partition: holder(contactId) })
  return {
    generation: items.find(({ sk }) => sk === 'generation'),
    items: items
      .filter(({ sk }) => sk !== 'generation')
      .sort((a, b) => createdAt(a).localeCompare(createdAt(b))),
  }
}

/** Ending and starting both raise it, so that no session begins behind the back of an ending. */
const raiseGeneration = (contactId: string, { generation }: Held): Action => {
  const version = (generation?.['version'] as number | undefined) ?? 0
  return {
    table,
    put: { ...generationKey(contactId), version: version + 1 },
    if: generation ? { version } : 'absent',
    orElse: () => staleVersion('contact'),
  }
}

const removal = (contactId: string, item: Item): Action[] => [
  { table, delete: keyOf(String(item['hash'])) },
  { table, delete: { pk: holder(contactId), sk: item['sk'] as string } },
]

const maximumHeld = 20

const hasExpired = (item: Item, now: Date) => (item['expiresAt'] as number) * 1000 <= now.getTime()

/** What makes room for one more of a kind: the expired go, then the oldest session; a token never goes unasked. */
const displaced = ({ items }: Held, kind: Credential['kind'], now: Date) => {
  const alike = items.filter((item) => item['kind'] === kind)
  const expired = alike.filter((item) => hasExpired(item, now))
  const living = alike.filter((item) => !expired.includes(item))
  if (kind === 'token' && living.length >= maximumHeld) throw tooManyTokens()
  return [...expired, ...living.slice(0, Math.max(0, living.length + 1 - maximumHeld))]
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
  const { expiresAt, createdAt, id, kind } = given
  return [
    raiseGeneration(contactId, held),
    { table, put: { ...given, ...keyOf(hash) }, if: 'absent' },
    {
      table,
      put: { ...also, id, kind, hash, createdAt, expiresAt, pk: holder(contactId), sk: `${kind}#${id}` },
    },
    ...displaced(held, kind, now).flatMap((item) => removal(contactId, item)),
  ]
}

/** Starts a session or a token; beyond twenty sessions, the oldest ends. `also` is kept in the person's list. */
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

/** What a person holds of one kind, newest first. Its rows carry the hash, which is for nobody outside. */
export const listCredentials = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  contactId: string,
  kind: Credential['kind'],
) => {
  const { items } = await heldBy(deps.store, contactId)
  const now = deps.clock.now()
  return items.filter((item) => item['kind'] === kind && !hasExpired(item, now)).reverse()
}

/** Ends one of a person's sessions or tokens; nothing where there is none of this id. */
export const endCredential = async (
  deps: Pick<Deps, 'store'>,
  contactId: string,
  id: string,
): Promise<Action[]> => {
  const { items } = await heldBy(deps.store, contactId)
  return items.filter((item) => item['id'] === id).flatMap((item) => removal(contactId, item))
}

/** Ends everything a person holds, at once and everywhere. */
export const endCredentials = async (deps: Pick<Deps, 'store'>, contactId: string): Promise<Action[]> => {
  const held = await heldBy(deps.store, contactId)
  return [raiseGeneration(contactId, held), ...held.items.flatMap((item) => removal(contactId, item))]
}
