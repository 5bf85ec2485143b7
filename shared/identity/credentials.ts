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
  /** When a token was last used, noted once an hour. */
  usedAt: z.iso.datetime().optional(),
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

/** The row of a secret that another has taken the place of, while it still counts along. */
const isBefore = ({ sk }: Item) => String(sk).endsWith('#before')

const hasExpired = (item: Item, now: Date) => (item['expiresAt'] as number) * 1000 <= now.getTime()

/** What makes room for one more of a kind: the expired go, then the oldest session; a token never goes unasked. */
const displaced = ({ items }: Held, kind: Credential['kind'], now: Date) => {
  const alike = items.filter((item) => item['kind'] === kind)
  const expired = alike.filter((item) => hasExpired(item, now))
  const living = alike.filter((item) => !expired.includes(item) && !isBefore(item))
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
  const { usedAt, ...unused } = given
  const hash = hashSecret(secret)
  const remove = (item: Item): Action => ({ table, delete: keyOf(String(item['hash'])) })
  const renewed: Action[] = [
    raiseGeneration(contactId, held),
    { table, put: { ...unused, ...keyOf(hash) }, if: 'absent' },
    { table, put: { ...current, pk: holder(contactId), sk: `${given.kind}#${id}`, hash } },
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

/** What a person holds of one kind, newest first. Its rows carry the hash, which is for nobody outside. */
export const listCredentials = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  contactId: string,
  kind: Credential['kind'],
) => {
  const { items } = await heldBy(deps.store, contactId)
  const now = deps.clock.now()
  const living = items.filter((item) => item['kind'] === kind && !hasExpired(item, now)).reverse()
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

/** Ends everything a person holds, at once and everywhere. */
export const endCredentials = async (deps: Pick<Deps, 'store'>, contactId: string): Promise<Action[]> => {
  const held = await heldBy(deps.store, contactId)
  return [raiseGeneration(contactId, held), ...held.items.flatMap((item) => removal(contactId, item))]
}
