import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { forCoordinators, record } from '../events/record.ts'
import { findOrganizations } from '../organizations/repository.ts'
import { requireVersion } from '../storage/fresh.ts'
import { noSuchDesk } from './errors.ts'
import { getSettings, putSettings } from './repository.ts'
import type { Settings, SettingsChange } from './schema.ts'

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

interface Change {
  readonly version: number
  readonly change: SettingsChange
}

/** Changes what holds for everybody; the other coordinators are told, for it may loosen what protects them. */
export const changeSettings = async (
  deps: Deps,
  actor: Actor,
  { version, change }: Change,
): Promise<Settings> => {
  permit(actor, 'settings.change')
  await refuseUnfitDesks(deps, change)
  const before = await getSettings(deps.store)
  requireVersion('settings', before, version)
  const after: Settings = { ...before, ...change, version: before.version + 1 }
  const fields = Object.keys(change)
  const told = await tellCoordinators(deps, {
    subject: 'settings',
    key: 'settings-changed',
    params: { fields: fields.join(', ') },
    but: stampOf(actor).contactId,
  })
  await deps.store.transact([
    putSettings(before, after),
    ...(told?.actions ?? []),
    record(deps, actor, {
      type: 'settings.changed',
      subject: 'settings',
      audience: forCoordinators,
      data: { fields },
      notifications: told ? [told.id] : [],
    }),
  ])
  return after
}
