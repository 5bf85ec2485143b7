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

/** The delivery after all reports on it, in the order they came in; nothing where they change nothing. */
const afterAll = (from: Delivery | undefined, reports: readonly Report[], at: string) => {
  const to = reports.reduce((so, report) => so && (after(so, report, at) ?? so), from)
  return to !== from ? to : undefined
}

/** Carries out the reports on one chunk's deliveries, each delivery by one write; those that lose against somebody else are tried again. */
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
    const wanted = [...Map.groupBy(rest, ({ delivery }) => delivery.contactId)].flatMap(
      ([contactId, some]) => {
        const from = loaded.deliveries.get(contactId)
        const to = afterAll(from, some, at)
        return to ? [{ some, change: { partition, contactId, from, to } }] : []
      },
    )
    const won = await change(
      deps.store,
      wanted.map((each) => each.change),
    )
    rest = wanted.flatMap(({ some }, place) => (won[place] ? [] : some))
  }
  await recountChunk(deps.store, partition)
  if (witnessed.some((kind) => kind === reports[0]?.delivery.kind)) await witnessSoon(deps, partition)
}
