import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { endCredential, endOthers, livingOf } from './credentials.ts'
import { unscopedPerson } from './tokens.ts'

/** What somebody sees of a session of theirs. */
export const ownSession = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  current: z.boolean().meta({ description: 'Whether this is the one that asks' }),
})
export type OwnSession = z.infer<typeof ownSession>

const asSession = ({ id, createdAt, expiresAt }: Record<string, unknown>, current: string | undefined) =>
  ownSession.parse({
    id,
    startedAt: createdAt,
    expiresAt: new Date(Number(expiresAt) * 1000).toISOString(),
    current: id === current,
  })

const sessionsOf = async (deps: Deps, contactId: string) =>
  (await livingOf(deps, contactId)).filter(({ kind }) => kind === 'session').reverse()

/** Where somebody is signed in, newest first. */
export const listSessions = async (
  deps: Deps,
  actor: Actor,
  current: string | undefined,
): Promise<OwnSession[]> => {
  permit(actor, 'session.list')
  const sessions = await sessionsOf(deps, unscopedPerson(actor).contactId)
  return sessions.map((item) => asSession(item, current))
}

/** Ends one of one's own sessions, at once. */
export const endSession = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  permit(actor, 'session.end')
  const { contactId } = unscopedPerson(actor)
  await onFreshRead(async () => {
    const sessions = await sessionsOf(deps, contactId)
    if (!sessions.some((item) => item['id'] === id)) throw notFound('session')
    await deps.store.transact(await endCredential(deps, contactId, id))
  })
}

/** Ends all of one's own sessions but the one that asks, at once; tokens stay. */
export const endOtherSessions = async (
  deps: Deps,
  actor: Actor,
  current: string | undefined,
): Promise<void> => {
  permit(actor, 'session.end')
  const { contactId } = unscopedPerson(actor)
  await onFreshRead(async () => deps.store.transact(await endOthers(deps, contactId, current)))
}
