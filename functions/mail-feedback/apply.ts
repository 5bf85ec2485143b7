import type { Deps } from '../../shared/deps.ts'
import { witnessed, witnessSoon } from '../../shared/evidence/chunks.ts'
import { advance, type Delivery, messageIdsOf } from '../../shared/ledger/delivery.ts'
import { change, loadChunk } from '../../shared/ledger/repository.ts'
import { recountChunk } from '../../shared/ledger/totals.ts'
import type { Feedback } from './ses-event.ts'

type Report = Feedback & { readonly delivery: NonNullable<Feedback['delivery']> }

/** The delivery after a report. A mail that went out besides is noted, though it leads to no other state. */
const after = (from: Delivery, { state, messageId, reason }: Report, at: string): Delivery | undefined => {
  const next = advance(from, { at, state, messageId, ...(reason && { reason }) })
  if (next || messageIdsOf(from).includes(messageId)) return next
  return {
    ...from,
    version: from.version + 1,
    log: [...from.log, { at, state: from.state, attempt: from.attempt, messageId }],
  }
}

/** Takes the first report of each contact, so that two of one delivery are carried out one after the other. */
const firstOfEach = (reports: readonly Report[]) => {
  const seen = new Set<string>()
  return reports.filter(({ delivery: { contactId } }) => !seen.has(contactId) && seen.add(contactId))
}

/** Carries out the reports on one chunk's deliveries; those that lose against somebody else are tried again. */
export const applyReports = async (
  deps: Deps,
  partition: string,
  reports: readonly Report[],
): Promise<void> => {
  let rest = reports
  while (rest.length > 0) {
    const loaded = await loadChunk(deps.store, partition)
    if (!loaded) return
    const at = deps.clock.now().toISOString()
    const round = firstOfEach(rest)
    const steps = round.map((report) => {
      const { contactId } = report.delivery
      const from = loaded.deliveries.get(contactId)
      const to = from && after(from, report, at)
      return { report, change: to && { partition, contactId, from, to } }
    })
    const wanted = steps.flatMap(({ report, change }) => (change ? [{ report, change }] : []))
    const won = await change(
      deps.store,
      wanted.map((each) => each.change),
    )
    const lost = wanted.filter((_, place) => !won[place]).map(({ report }) => report)
    rest = rest.filter((report) => lost.includes(report) || !round.includes(report))
  }
  await recountChunk(deps.store, partition)
  if (witnessed.some((kind) => kind === reports[0]?.delivery.kind)) await witnessSoon(deps, partition)
}
