import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { inParallel } from '../../concurrency.ts'
import type { Deps } from '../../deps.ts'
import { staleVersion } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { organizationCreated, organizationUpdated } from '../happened.ts'
import { createOrganization, putAddress, replaceOrganization } from '../repository.ts'
import { endSessionsOf } from '../update.ts'
import { addressesOf, type Entry, gather, type Knowledge, readKnown } from './known.ts'
import { type Plan, planOrganization } from './plan.ts'
import { readFile } from './read-file.ts'
import { mergeReports, type RosterReport } from './report.ts'

/** Writes at once; the rest of the house goes on answering meanwhile. */
const width = 8

const write = async (deps: Deps, actor: Actor, { before, after, fields, served }: Plan, known: Knowledge) => {
  if (!after) return
  const taken = () => staleVersion('organization')
  await deps.store.transact([
    ...(before ? replaceOrganization(before, after) : createOrganization(after, taken)),
    ...served.map(({ address, entry }) => putAddress(address, known.entry(address), entry)),
    before ? organizationUpdated(deps, actor, after, fields) : organizationCreated(deps, actor, after),
  ])
  if (before && after.relation !== before.relation) await endSessionsOf(deps, after)
}

/** Entries that share an address with another one come last, one by one: how many it serves depends on their order. */
const divide = (entries: readonly Entry[]) => {
  const uses = new Map<string, number>()
  for (const entry of entries)
    for (const address of new Set(addressesOf(entry))) uses.set(address, (uses.get(address) ?? 0) + 1)
  const shares = (entry: Entry) => addressesOf(entry).some((address) => uses.get(address)! > 1)
  return { alone: entries.filter((entry) => !shares(entry)), sharing: entries.filter(shares) }
}

const total = ({ created, updated, unchanged }: RosterReport['contacts']) => created + updated + unchanged

const imported = (deps: Deps, actor: Actor, { organizations, contacts, conflicts, rejected }: RosterReport) =>
  record(deps, actor, {
    type: 'roster.imported',
    subject: 'roster',
    audience: forCoordinators,
    data: {
      organizations: total(organizations),
      organizationsCreated: organizations.created,
      contacts: total(contacts),
      contactsCreated: contacts.created,
      conflicts: conflicts.length,
      rejected: rejected.length,
    },
  })

interface Input {
  readonly file: Uint8Array
  /** Answers what the import would do, and writes nothing. */
  readonly dryRun: boolean
}

/**
 * Takes a roster file (CSV, UTF-8) into the roster, one transaction for each organization: good rows go in, bad
 * rows come back, nothing is deleted. To import a file again, whole or half imported before, does no harm.
 */
export const importRoster = async (
  deps: Deps,
  actor: Actor,
  { file, dryRun }: Input,
): Promise<RosterReport> => {
  permit(actor, 'organization.import')
  const { rows, rejected } = readFile(file)
  const entries = gather(rows)
  const snapshot = await readKnown(deps.store, entries)

  const take = async (entry: Entry) => {
    let read: Knowledge | undefined = snapshot
    return onFreshRead(async () => {
      const known = read ?? (await readKnown(deps.store, [entry]))
      read = undefined
      const plan = planOrganization(deps, known.of(entry), entry.rows)
      if (!dryRun) await write(deps, actor, plan, known)
      snapshot.learn(plan)
      return plan.report
    })
  }

  const { alone, sharing } = divide(entries)
  const reports = await inParallel(width, alone, take)
  reports.push(...(await inParallel(1, sharing, take)))
  const report = mergeReports([...reports, { ...mergeReports([]), rejected }])
  if (!dryRun) await deps.store.write(imported(deps, actor, report))
  return report
}
