import { type Actor, nobody } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { forCoordinators, record } from '../events/record.ts'
import { limits, within } from '../identity/limit.ts'
import { derivedId, type Id } from '../ids.ts'
import { announce, nothingTold, toldTogether } from '../ledger/announce.ts'
import { newRecord } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { openTask } from '../tasks/open.ts'
import { reportedTooOften } from './errors.ts'
import { fieldReports } from './repository.ts'
import type { FieldReport, FieldReportInput } from './schema.ts'

type Source = NonNullable<FieldReport['source']>

interface Filing {
  readonly report: FieldReportInput
  readonly via: FieldReport['via']
  readonly source?: Source | undefined
  /** What the same report filed again has in common, such as the id of a mail; else its words on the same day are. */
  readonly cause?: string
}

const numberOf = (id: Id<'fieldReport'>, now: Date) =>
  `FR-${now.getUTCFullYear()}-${id.slice(-8).toUpperCase()}`

/** Who reported it, if we know, gets its number; nobody is told what it says but on the page of coordinators. */
const receiptFor = (deps: Deps, { id, number, source }: FieldReport) =>
  source
    ? announce(deps, {
        kind: 'notice',
        subject: id,
        recipients: { of: 'contacts', contacts: [source] },
        content: { key: 'field-report-received', params: { number } },
      })
    : nothingTold

/** Takes a report: whoever is on duty is told, and a task waits. The same report again is the same report. */
const file = (deps: Deps, { report, via, source, cause }: Filing) =>
  onFreshRead(async (): Promise<FieldReport> => {
    const now = deps.clock.now()
    const same = cause ?? `${now.toISOString().slice(0, 10)} ${JSON.stringify(report)}`
    const id = derivedId('fieldReport', via, source?.contactId ?? '', same)
    const known = await fieldReports.find(deps.store, id)
    if (known) return known
    const made: FieldReport = {
      ...report,
      id,
      number: numberOf(id, now),
      via,
      ...(source && { source }),
      status: 'open',
      ...newRecord(now),
    }
    const task = await openTask(deps, { kind: 'field-report', subject: id })
    const duty = await tellDuty(deps, {
      subject: id,
      key: 'field-report-waits',
      params: { number: made.number },
      urgent: true,
    })
    const told = toldTogether([duty, receiptFor(deps, made)])
    await deps.store.transact([
      ...fieldReports.create(made),
      ...task.actions,
      ...told.actions,
      // Not even history says who it came from.
      record(deps, nobody, {
        type: 'field-report.received',
        subject: id,
        audience: forCoordinators,
        data: { via },
        notifications: told.notifications,
      }),
    ])
    return made
  })

const perSource = async (deps: Deps, who: string) => {
  if (!(await within(deps, limits.reportsOfSource, who))) throw reportedTooOften()
}

/** By a mailed link or address, which needs no account. */
export const reportByLink = async (
  deps: Deps,
  source: Source,
  { via, ...filing }: Pick<Filing, 'report' | 'cause'> & { via: 'link' | 'mail' },
) => {
  await perSource(deps, source.contactId)
  return file(deps, { ...filing, via, source })
}

/** By the public page, from whoever it may be. */
export const reportByPage = async (deps: Deps, network: string, report: FieldReportInput) => {
  await perSource(deps, network)
  return file(deps, { report, via: 'page' })
}

/** By somebody who is signed in. */
export const reportSignedIn = async (deps: Deps, actor: Actor, report: FieldReportInput) => {
  permit(actor, 'field-report.file')
  if (actor.kind !== 'person') return file(deps, { report, via: 'api' })
  const { organizationId, contactId } = actor
  await perSource(deps, contactId)
  return file(deps, { report, via: 'api', source: { organizationId, contactId } })
}
