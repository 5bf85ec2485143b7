import { nobody } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { limits, within } from '../../identity/limit.ts'
import { derivedId } from '../../ids.ts'
import { nothingTold } from '../../ledger/announce.ts'
import { newRecord } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { foldAddress } from '../../text.ts'
import { normalizeName } from '../keys.ts'
import { appliedTooOften } from './errors.ts'
import { applications } from './repository.ts'
import type { Application, ApplicationInput } from './schema.ts'

/** The same application on one day is one. */
const idOfApplication = ({ name, country, email }: ApplicationInput, now: Date) =>
  derivedId(
    'application',
    ...[now.toISOString().slice(0, 10), normalizeName(name), country, foldAddress(email)],
  )

/**
 * Takes what an organization writes that would join, for coordinators to decide. Nothing is mailed to the address it
 * names, and the answer never says what is known of it.
 */
export const applyToJoin = async (
  deps: Deps,
  { source, application: input }: { readonly source: string; readonly application: ApplicationInput },
): Promise<void> => {
  if (!(await within(deps, limits.applicationsOfSource, source))) throw appliedTooOften()
  if (!(await within(deps, limits.applications, 'all'))) throw appliedTooOften()
  // Whoever is on duty hears of the first in an hour; a flood of them fills the list, and no mailbox.
  let isFirst: boolean | undefined
  await onFreshRead(async () => {
    const now = deps.clock.now()
    const id = idOfApplication(input, now)
    if (await applications.find(deps.store, id)) return
    const made: Application = { ...input, id, status: 'held', ...newRecord(now) }
    const task = await openTask(deps, { kind: 'application', subject: id, isQuiet: true })
    isFirst ??= await within(deps, limits.applicationsTold, 'all')
    const told = isFirst
      ? await tellDuty(deps, { subject: id, key: 'application-waits', params: {} })
      : nothingTold
    await deps.store.transact([
      ...applications.create(made),
      ...task.actions,
      ...told.actions,
      record(deps, nobody, {
        type: 'application.received',
        subject: id,
        audience: forCoordinators,
        notifications: told.notifications,
      }),
    ])
  })
}
