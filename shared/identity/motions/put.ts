import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { findOrganization, organizationUnchanged } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { pauseEndpointsOf } from '../../webhooks/pause.ts'
import { needsAnother } from '../errors.ts'
import type { Grant } from '../grants.ts'
import { grantsOf } from '../grants.ts'
import { refuseResting } from '../resting.ts'
import { effects, grantMoved } from './effects.ts'
import { deleteMotion, findMotion, type Motion, type Moved, putMotion as put } from './repository.ts'
import { tellOfMotion } from './tell.ts'

/** Seconds for which a motion waits for a second voice. */
const life = 3 * 86_400

interface Input extends Moved {
  readonly reason?: string | undefined
  /** What the request is called, for its repetition to find the code that it made. */
  readonly request?: string | undefined
}

/** What became of it: it waits, or two wanted it and it is done. */
export interface Outcome {
  readonly proposed?: Motion
  readonly enrolmentCode?: string
}

/** That the first voice still is a coordinator's, for the transaction that counts it. */
const voiceStands = async (
  deps: Deps,
  { proposedBy }: Motion,
  target: Grant,
): Promise<Action[] | undefined> => {
  const { organizationId = '', contactId } = proposedBy
  const organization = await findOrganization(deps.store, organizationId)
  const contact = organization?.contacts.find(({ id }) => id === contactId)
  if (!organization || !contact?.grants.includes('coordinator')) return undefined
  // The target's own organization is replaced in the transaction, and so known to be unchanged.
  return organization.id === target.organizationId ? [] : [organizationUnchanged(organization)]
}

interface Proposal {
  readonly before: Motion | undefined
  readonly input: Input
  readonly grant: Grant
}

const propose = async (deps: Deps, actor: Actor, { before, input, grant }: Proposal): Promise<Outcome> => {
  const now = deps.clock.now()
  const { contactId, kind, reason } = input
  const proposed: Motion = {
    ...{ contactId, kind, reason },
    organizationId: grant.organizationId,
    proposedBy: stampOf(actor),
    proposedAt: now.toISOString(),
    expiresAt: secondsAfter(now, life),
  }
  const told = await tellOfMotion(deps, actor, { grant, kind, state: 'proposed' })
  await deps.store.transact([
    put(before, proposed),
    ...told.actions,
    record(deps, actor, {
      type: 'motion.proposed',
      subject: contactId,
      audience: forCoordinators,
      data: { kind },
      notifications: told.notifications,
    }),
  ])
  return { proposed }
}

interface Carrying {
  readonly motion: Motion
  readonly voice: readonly Action[]
  readonly grant: Grant
  readonly request: string | undefined
}

const carry = async (
  deps: Deps,
  actor: Actor,
  { motion, voice, grant, request }: Carrying,
): Promise<Outcome> => {
  await refuseResting(deps, actor)
  const { actions, enrolmentCode } = await effects[motion.kind](deps, actor, { grant, request })
  const told = await tellOfMotion(deps, actor, { grant, kind: motion.kind, state: 'carried' })
  await deps.store.transact([
    deleteMotion(motion),
    ...voice,
    ...actions,
    ...told.actions,
    record(deps, actor, {
      type: 'motion.carried',
      subject: motion.contactId,
      audience: forCoordinators,
      data: { kind: motion.kind },
      notifications: told.notifications,
    }),
  ])
  if (motion.kind === 'suspend') await pauseEndpointsOf(deps, motion, actor)
  return enrolmentCode ? { enrolmentCode } : {}
}

/**
 * Wants something done to the rights of another person. It is done when a second coordinator wants the same within
 * three days; until then it is a motion that every coordinator but its target is told of.
 */
export const putMotion = (deps: Deps, actor: Actor, input: Input): Promise<Outcome> => {
  permit(actor, 'motion.put')
  const { contactId: by } = stampOf(actor)
  if (by === input.contactId) throw needsAnother('whom it is about')
  return onFreshRead(async () => {
    const grant = grantMoved(input, await grantsOf(deps.store, input.contactId))
    const before = await findMotion(deps.store, input)
    const isOpen = before !== undefined && before.expiresAt > deps.clock.now().toISOString()
    const voice = isOpen && before.proposedBy.contactId !== by && (await voiceStands(deps, before, grant))
    return voice
      ? carry(deps, actor, { motion: before, voice, grant, request: input.request })
      : propose(deps, actor, { before, input, grant })
  })
}
