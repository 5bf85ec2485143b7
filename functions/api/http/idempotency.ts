import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Deps } from '../../../shared/deps.ts'
import { DomainError } from '../../../shared/errors.ts'
import { seededIds } from '../../../shared/ids.ts'
import type { Action, Key, Store } from '../../../shared/storage/store.ts'
import type { Env } from './env.ts'

const table = 'integrations'
const day = 86_400

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

const otherPayload = () =>
  new DomainError('invalid', 'This Idempotency-Key was used with another request.', [
    { detail: 'was used with another request', pointer: '#' },
  ])

const repeated = () =>
  new DomainError('conflict', 'A request under this Idempotency-Key is being carried out.')

/** The header's value: a structured-field string in quotes; a bare one is taken too. */
const keyIn = (header: string) => /^"(.+)"$/.exec(header.trim())?.[1] ?? header.trim()

const remembering = (store: Store, memory: Action): Store => {
  let remembered = false
  return {
    ...store,
    async transact(actions) {
      await store.transact(remembered ? actions : [...actions, memory])
      remembered = true
    },
  }
}

interface Attempt {
  readonly c: Context<Env>
  /** What tells a repetition from another request; without one, every request is a new one. */
  readonly key: string | undefined
  readonly payload: unknown
}

/**
 * Creates once under a key: it is remembered in the very transaction that creates, and the
 * new ids follow from it, so that a repetition finds what the first request made. Secrets are not kept: a
 * repetition answers without them.
 * @param create makes the resource with the deps it is given, which must write it in their first transaction
 * @param again finds it by the id it must have
 */
export const onceUnder = async <T>(
  { c, key: given, payload }: Attempt,
  create: (deps: Deps) => Promise<T>,
  again: (deps: Deps) => Promise<T>,
): Promise<T> => {
  const { deps, actor } = c.var
  if (given === undefined) return create(deps)
  const who = actor.kind === 'person' ? actor.contactId : actor.kind
  const name = digest(`${who}\n${c.req.method} ${c.req.path}\n${keyIn(given)}`)
  const key: Key = { pk: `idempotency#${name}`, sk: 'idempotency' }
  const fingerprint = digest(JSON.stringify(payload))
  const seed = Buffer.from(deps.keys.sign('idempotency', name, deps.keys.keyIds[0])).toString('base64url')
  const repeatable = (store: Store): Deps => ({ ...deps, store, ids: seededIds(seed) })
  const repeat = async () => {
    const known = await deps.store.get(table, key)
    if (!known || (known['expiresAt'] as number) * 1000 <= deps.clock.now().getTime()) return undefined
    if (known['fingerprint'] !== fingerprint) throw otherPayload()
    return { found: await again(repeatable(deps.store)) }
  }
  const earlier = await repeat()
  if (earlier) return earlier.found
  const expiresAt = Math.floor(deps.clock.now().getTime() / 1000) + day
  const memory: Action = {
    table,
    put: { ...key, fingerprint, expiresAt },
    if: 'absent',
    orElse: repeated,
  }
  try {
    return await create(repeatable(remembering(deps.store, memory)))
  } catch (error) {
    // An equal request at the same moment may have made it, and this one has run into what it made.
    const meanwhile = await repeat()
    if (!meanwhile) throw error
    return meanwhile.found
  }
}

/** The same, under the `Idempotency-Key` of the request. */
export const once = <T>(
  c: Context<Env>,
  payload: unknown,
  create: (deps: Deps) => Promise<T>,
  again: (deps: Deps) => Promise<T>,
): Promise<T> => onceUnder({ c, key: c.req.header('Idempotency-Key'), payload }, create, again)
