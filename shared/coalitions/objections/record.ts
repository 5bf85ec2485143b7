import { type Actor, stampOf } from '../../access/actor.ts'
import { forbidden, permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forLeads, record } from '../../events/record.ts'
import { enter, organizationOf, seesAll } from '../enter.ts'
import { notInvited } from '../errors.ts'
import { findParticipation } from '../repository.ts'
import type { Participation } from '../schema.ts'
import { tellLeads } from '../tell.ts'
import { createObjection } from './repository.ts'
import type { Objection, ObjectionInput } from './schema.ts'

/** Whose objection an actor may speak for: their own organization's where it has a voice; a coordinator's is any. */
export const enterWithVoice = async (deps: Deps, actor: Actor, coalitionId: string) => {
  const entrance = await enter(deps.store, actor, coalitionId)
  permit(actor, 'coalition.object', entrance.within)
  return entrance
}

export const requireOwn = (actor: Actor, organizationId: string) => {
  if (!seesAll(actor) && organizationOf(actor) !== organizationId) throw forbidden()
}

interface Objecting extends ObjectionInput {
  readonly coalitionId: string
}

/** Puts an organization's objection on record, and tells those who lead the coalition. */
export const recordObjection = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, about, text: said, ...given }: Objecting,
): Promise<Objection> => {
  const { coalition } = await enterWithVoice(deps, actor, coalitionId)
  const organizationId = given.organizationId ?? (organizationOf(actor) as Participation['organizationId'])
  requireOwn(actor, organizationId)
  const part = await findParticipation(deps.store, coalition.id, organizationId)
  if (part?.status !== 'joined') throw notInvited()
  const recorded: Objection = {
    id: deps.ids.next('objection'),
    coalitionId: coalition.id,
    organizationId,
    about,
    text: said,
    at: deps.clock.now().toISOString(),
    by: stampOf(actor),
  }
  const told = await tellLeads(deps, coalition, recorded, 'coalition-objection')
  await deps.store.transact([
    createObjection(recorded),
    ...told.actions,
    record(deps, actor, {
      type: 'coalition.objection-recorded',
      subject: coalition.id,
      audience: forLeads(coalition.id),
      data: { objectionId: recorded.id, organizationId },
      notifications: told.notifications,
    }),
  ])
  return recorded
}
