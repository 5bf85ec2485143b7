import type { Actor } from '../access/actor.ts'
import { alertUnchanged, findAlert } from '../alerts/repository.ts'
import type { Deps } from '../deps.ts'
import { asIndicator, closeIntake, type Decided } from '../intake/close.ts'
import { findOrganization } from '../organizations/repository.ts'
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

const decide = async (
  deps: Deps,
  actor: Actor,
  report: FieldReport,
  closure: ClosureInput,
): Promise<Decided> => {
  if (closure.outcome === 'dismissed') return { outcome: closure, actions: [] }
  if (closure.outcome === 'indicator') {
    const { indicator } = closure
    refuseWider(report, 'members')
    await refuseNaming(deps, report, { texts: [indicator.text], pointer: '#/indicator/text' })
    await refuseNaming(deps, report, { texts: [indicator.kind ?? ''], pointer: '#/indicator/kind' })
    return asIndicator(deps, actor, closure)
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
export const closeReport = (deps: Deps, actor: Actor, { closure, ...named }: Closing): Promise<FieldReport> =>
  closeIntake(deps, actor, {
    ...{ ...named, kind: 'field-report', read: readReport, replace: fieldReports.replace },
    decide: (before) => decide(deps, actor, before, closure),
    refusal: reportClosed,
  })
