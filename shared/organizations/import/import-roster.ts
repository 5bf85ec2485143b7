import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { inParallel } from '../../concurrency.ts'
import type { Deps } from '../../deps.ts'
import { staleVersion } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { beginToAsk } from '../confirmation/round.ts'
import { organizationCreated, organizationUpdated } from '../happened.ts'
import { createOrganization, putAddress, replaceOrganization } from '../repository.ts'
import { endSessionsOf } from '../update.ts'
import { type Entry, type Knowledge, readKnown } from './known.ts'
import { missingIn } from './missing.ts'
import { type Plan, planOrganization } from './plan.ts'
import { openFile, type Reading, type RosterFile } from './read-file.ts'
import { emptyReport, mergeReports, type RosterReport } from './report.ts'
import { inOrder, type Window, windowsOf } from './window.ts'

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

interface Work extends Input {
  readonly deps: Deps
  readonly actor: Actor
}

/** Takes the organizations of one window into the roster. */
const takeWindow = async (
  { deps, actor, dryRun }: Work,
  file: RosterFile,
  { headings, isShared }: Window,
): Promise<RosterReport> => {
  const entries = headings.map(({ name, places }): Entry => ({ name, rows: file.rowsAt(places) }))
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
  return mergeReports(await inParallel(isShared ? 1 : width, entries, take))
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

interface Input extends Reading {
  readonly file: Uint8Array
  /** Answers what the import would do, and writes nothing. */
  readonly dryRun: boolean
  /** The organization of the file with which to go on: `next` of the answer before. */
  readonly from?: number | undefined
  /** How many organizations to do before answering. */
  readonly atMost?: number | undefined
}

/** What the file itself says, told with its first part and not again with each. */
const ofFile = ({ rejected, format, merged }: RosterFile, from: number): Partial<RosterReport> => {
  const isPlain = format.encoding === 'utf-8' && format.delimiter === ','
  return {
    ...(from === 0 && { rejected }),
    ...(!isPlain && { format }),
    ...(from === 0 && merged.length > 0 && { merged }),
  }
}

/**
 * Takes a roster file (CSV, as spreadsheets write it) into the roster, one transaction for each organization: good
 * rows go in, bad rows come back, nothing is deleted. Tells after each part how far it is, and gives the whole
 * report in the end. To import a file again, whole or half imported before, does no harm.
 */
export async function* importInParts(deps: Deps, actor: Actor, input: Input) {
  permit(actor, 'organization.import')
  const { from = 0, atMost, dryRun } = input
  const file = openFile(input.file, input)
  const ordered = inOrder(file.headings)
  const of = file.headings.length
  const until = Math.min(of, from + (atMost ?? of))
  const { rejected = [], ...told } = ofFile(file, from)
  const parts: RosterReport[] = [{ ...emptyReport(), rejected }]
  let done = from
  for (const window of windowsOf(ordered, from, until)) {
    parts.push(await takeWindow({ ...input, deps, actor }, file, window))
    done += window.headings.length
    yield { progress: { done, of } }
  }
  const report = mergeReports(parts)
  const missing = until === of ? await missingIn(deps, file.headings) : undefined
  if (!dryRun)
    await onFreshRead(async () =>
      deps.store.transact([
        imported(deps, actor, report),
        ...(report.contacts.created > 0 ? await beginToAsk(deps) : []),
      ]),
    )
  const isPart = from > 0 || until < of
  yield {
    report: {
      ...report,
      ...told,
      ...(missing && { missing }),
      ...(isPart && { progress: { done: until, of } }),
      ...(until < of && { next: until }),
    },
  }
}

/** The same in one piece. */
export const importRoster = async (deps: Deps, actor: Actor, input: Input): Promise<RosterReport> => {
  for await (const step of importInParts(deps, actor, input)) if (step.report) return step.report
  throw new Error('An import ends with its report')
}
