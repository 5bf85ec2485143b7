import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forLeads, record } from '../../events/record.ts'
import { enterToRead } from '../enter.ts'
import { enterWithVoice, requireOwn } from './record.ts'
import { findObjection, replaceObjection } from './repository.ts'
import type { Objection } from './schema.ts'

interface Named {
  readonly coalitionId: Objection['coalitionId']
  readonly objectionId: Objection['id']
}

export const readObjection = async (deps: Deps, actor: Actor, { coalitionId, objectionId }: Named) => {
  await enterToRead(deps.store, actor, coalitionId)
  const found = await findObjection(deps.store, { coalitionId, id: objectionId })
  if (!found) throw notFound('objection')
  requireOwn(actor, found.organizationId)
  return found
}

/** Withdraws an objection; again is the same. */
export const withdrawObjection = async (deps: Deps, actor: Actor, named: Named): Promise<Objection> => {
  await enterWithVoice(deps, actor, named.coalitionId)
  const before = await readObjection(deps, actor, named)
  if (before.withdrawnAt) return before
  const after: Objection = { ...before, withdrawnAt: deps.clock.now().toISOString() }
  await deps.store.transact([
    replaceObjection(after),
    record(deps, actor, {
      type: 'coalition.objection-withdrawn',
      subject: before.coalitionId,
      audience: forLeads(before.coalitionId),
      data: { objectionId: before.id, organizationId: before.organizationId },
    }),
  ])
  return after
}
