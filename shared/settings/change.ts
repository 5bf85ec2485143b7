import { isDeepStrictEqual } from 'node:util'
import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { forCoordinators, record } from '../events/record.ts'
import { findGrant } from '../identity/grants.ts'
import { refuseResting } from '../identity/resting.ts'
import { findOrganizations } from '../organizations/repository.ts'
import { startRounds } from '../retention/progress.ts'
import { requireVersion } from '../storage/fresh.ts'
import { noCoordinatorOnShift, noProposal, noSuchDesk, ownProposal, proposalWaits } from './errors.ts'
import { getSettings, putSettings } from './repository.ts'
import type { Settings, SettingsChange } from './schema.ts'
import { weakens } from './weakens.ts'

export const readSettings = (deps: Deps, actor: Actor): Promise<Settings> => {
  permit(actor, 'settings.read')
  return getSettings(deps.store)
}

/** Only desks of the UN and of regional organizations can be named in advance. */
const refuseUnfitDesks = async (deps: Deps, { breakGlass }: SettingsChange) => {
  const ids = breakGlass?.organizationIds ?? []
  const found = await findOrganizations(deps.store, ids)
  const isDesk = (id: string) =>
    found.some((each) => each.id === id && (each.class === 'un' || each.class === 'regional-body'))
  const at = ids.findIndex((id) => !isDesk(id))
  if (at >= 0) throw noSuchDesk(at)
}

/** A shift of somebody who may not act would ring where nobody can answer. */
const refuseUnfitShifts = async (deps: Deps, { duty }: SettingsChange) => {
  const shifts = duty?.shifts ?? []
  const grants = await Promise.all(
    shifts.map(({ contactId }) => findGrant(deps.store, contactId, 'coordinator')),
  )
  const at = shifts.findIndex(({ organizationId }, each) => {
    const grant = grants[each]
    return grant?.status !== 'confirmed' || grant.organizationId !== organizationId
  })
  if (at >= 0) throw noCoordinatorOnShift(at)
}

interface Step {
  readonly before: Settings
  readonly after: Omit<Settings, 'version'>
  readonly type: 'settings.changed' | 'settings.proposed' | 'settings.withdrawn'
  /** The sections it is about. */
  readonly fields: string[]
}

const notices = {
  'settings.changed': 'settings-changed',
  'settings.proposed': 'settings-proposed',
  'settings.withdrawn': 'settings-withdrawn',
} as const

/** Keeps what was decided, with the event and word of it to the other coordinators: it may loosen what protects them. */
const keep = async (deps: Deps, actor: Actor, { before, after: given, type, fields }: Step) => {
  const after: Settings = { ...given, version: before.version + 1 }
  const told = await tellCoordinators(deps, {
    subject: 'settings',
    key: notices[type],
    params: { fields: fields.join(', ') },
    urgent: true,
    but: stampOf(actor).contactId,
  })
  const rounds = type === 'settings.changed' && fields.includes('retention')
  await deps.store.transact([
    putSettings(before, after),
    ...(rounds ? await startRounds(deps.store, deps.clock.now()) : []),
    ...told.actions,
    record(deps, actor, {
      type,
      subject: 'settings',
      audience: forCoordinators,
      data: { fields },
      notifications: told.notifications,
    }),
  ])
  return after
}

interface Change {
  readonly version: number
  readonly change: SettingsChange
}

/** The sections that are not set so already: only they are changed, proposed and told of. */
const differing = (before: Settings, change: SettingsChange): SettingsChange =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([section, value]) => !isDeepStrictEqual(before[section as keyof SettingsChange], value),
    ),
  )

/**
 * Changes what holds for everybody. What loosens the release of alerts is only proposed by it: nobody alone, and no
 * stolen session, takes away what stands between one person and an alert that goes out. What waits is never replaced:
 * it is confirmed or withdrawn, each told to all.
 */
export const changeSettings = async (
  deps: Deps,
  actor: Actor,
  { version, change: named }: Change,
): Promise<Settings> => {
  permit(actor, 'settings.change')
  await refuseUnfitDesks(deps, named)
  await refuseUnfitShifts(deps, named)
  const before = await getSettings(deps.store)
  requireVersion('settings', before, version)
  const change = differing(before, named)
  const fields = Object.keys(change)
  if (fields.length === 0) return before
  const changed = { ...before, ...change }
  if (!weakens(before, changed))
    return keep(deps, actor, { before, after: changed, type: 'settings.changed', fields })
  if (before.proposal) throw proposalWaits()
  const proposal = { change, by: stampOf(actor), at: deps.clock.now().toISOString() }
  return keep(deps, actor, { before, after: { ...before, proposal }, type: 'settings.proposed', fields })
}

const proposed = async (deps: Deps, version: number | undefined) => {
  const before = await getSettings(deps.store)
  requireVersion('settings', before, version)
  const { proposal, ...rest } = before
  if (!proposal) throw noProposal()
  return { before, proposal, rest, fields: Object.keys(proposal.change) }
}

/** Has what another coordinator proposed hold from now on: the very proposal that this version of the settings shows. */
export const confirmSettings = async (deps: Deps, actor: Actor, version: number): Promise<Settings> => {
  permit(actor, 'settings.change')
  const { before, proposal, rest, fields } = await proposed(deps, version)
  if (proposal.by.contactId === stampOf(actor).contactId) throw ownProposal()
  await refuseResting(deps, actor)
  await refuseUnfitDesks(deps, proposal.change)
  await refuseUnfitShifts(deps, proposal.change)
  return keep(deps, actor, {
    before,
    after: { ...rest, ...proposal.change },
    type: 'settings.changed',
    fields,
  })
}

/** Takes a proposal back, or objects to it: any coordinator may. */
export const withdrawProposal = async (
  deps: Deps,
  actor: Actor,
  version: number | undefined,
): Promise<Settings> => {
  permit(actor, 'settings.change')
  const { before, rest, fields } = await proposed(deps, version)
  return keep(deps, actor, { before, after: rest, type: 'settings.withdrawn', fields })
}
