import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { alertUnchanged, findAlert } from '../alerts/repository.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { findOrganization } from '../organizations/repository.ts'
import { indicatorAdded } from '../situations/add-indicator.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { settleTask } from '../tasks/settle.ts'
import { namesSource, noSuchDraft, notShared, reportClosed } from './errors.ts'
import { readReport } from './read.ts'
import { fieldReports } from './repository.ts'
import { type ClosureInput, type FieldReport, sharings } from './schema.ts'

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

/** Refuses texts in which whoever reported it can be recognized, unless they agreed to be named. */
const refuseNaming = async (
  { store }: Deps,
  { source, mayName }: FieldReport,
  { texts, pointer }: { texts: readonly string[]; pointer: string },
) => {
  const organization = source && !mayName && (await findOrganization(store, source.organizationId))
  if (!organization) return
  const contact = organization.contacts.find(({ id }) => id === source.contactId)
  const names = [organization.name, contact?.name, contact?.email].flatMap((name) =>
    name ? [fold(name)] : [],
  )
  if (texts.some((text) => names.some((name) => fold(text).includes(name)))) throw namesSource(pointer)
}

const refuseWider = ({ sharing }: FieldReport, than: FieldReport['sharing']) => {
  if (sharings.indexOf(sharing) < sharings.indexOf(than)) throw notShared()
}

type Outcome = Omit<NonNullable<FieldReport['closure']>, 'by' | 'at'>

/** What becomes of a report, and the writes that make it so. */
const carryOut = async (
  deps: Deps,
  actor: Actor,
  report: FieldReport,
  closure: ClosureInput,
): Promise<{ outcome: Outcome; actions: readonly Action[] }> => {
  if (closure.outcome === 'dismissed') return { outcome: closure, actions: [] }
  if (closure.outcome === 'indicator') {
    const { situationId, indicator } = closure
    refuseWider(report, 'members')
    await refuseNaming(deps, report, { texts: [indicator.text], pointer: '#/indicator/text' })
    await refuseNaming(deps, report, { texts: [indicator.kind ?? ''], pointer: '#/indicator/kind' })
    const { entry, actions } = indicatorAdded(deps, actor, { situationId, indicator })
    return { outcome: { outcome: 'indicator', situationId, indicatorId: entry.id }, actions }
  }
  const alert = await findAlert(deps.store, closure.alertId)
  if (alert?.state !== 'draft') throw noSuchDraft()
  refuseWider(report, alert.content.scope === 'public' ? 'public' : 'members')
  const texts = [...alert.content.texts, ...alert.content.recommendations].flatMap((each) =>
    Object.values(each).filter((text) => text !== undefined),
  )
  await refuseNaming(deps, report, { texts, pointer: '#/alertId' })
  // Nobody issues it, makes it public or puts a name into it meanwhile.
  return { outcome: closure, actions: [alertUnchanged(alert)] }
}

interface Closing {
  readonly id: string
  readonly version?: number | undefined
  readonly closure: ClosureInput
}

/** Says what became of a report: an indicator, a draft, or nothing, and why. Its source goes into neither. */
export const closeReport = (deps: Deps, actor: Actor, { id, version, closure }: Closing) => {
  permit(actor, 'field-report.close')
  return onFreshRead(
    async (): Promise<FieldReport> => {
      const before = await readReport(deps, actor, id)
      requireVersion('field report', before, version)
      if (before.status === 'closed') throw reportClosed()
      const now = deps.clock.now()
      const { outcome, actions } = await carryOut(deps, actor, before, closure)
      const closed = { ...outcome, by: stampOf(actor), at: now.toISOString() }
      const after = revise(before, { status: 'closed', closure: closed }, now)
      await deps.store.transact([
        ...fieldReports.replace(before, after),
        ...actions,
        ...(await settleTask(deps, actor, { kind: 'field-report', subject: id })),
        record(deps, actor, {
          type: 'field-report.closed',
          subject: id,
          audience: forCoordinators,
          data: { outcome: outcome.outcome },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
