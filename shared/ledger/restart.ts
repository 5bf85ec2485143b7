import { type AgendaRow, schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { type ChunkHint, mailQueueOf } from './expand.ts'
import { findHalt, getNotification } from './repository.ts'
import { hasOpen, settlementRow, totalsPage } from './totals.ts'

/** The agenda row that has everything open of a notification looked at again, for who takes an obstacle away. */
export const restartRow = (notificationId: string, now: Date): AgendaRow => ({
  id: `restart-${notificationId}`,
  kind: 'restart',
  dueAt: now.toISOString(),
  every: 60,
  subject: notificationId,
})

/** Well after the hint; until nothing in the chunk is open, it comes again. */
const settleAfter = 120

/**
 * Hints every chunk in which something is open, and puts it back on the agenda, which it may have left while
 * nothing could be done. Chunks that are stored from now on are hinted by who stores them. Harmless twice.
 */
export const restart = async (deps: Deps, notificationId: string): Promise<void> => {
  const { store, queues, clock } = deps
  const { notification } = await getNotification(store, notificationId)
  if (await findHalt(store, notification)) return
  let after: Item | undefined
  do {
    const page = await totalsPage(store, notificationId, after)
    const open = page.items.filter(({ counts }) => hasOpen(counts)).map(({ chunk }) => chunk)
    const dueAt = secondsAfter(clock.now(), settleAfter)
    // Rows of their own: who takes off the old one at this moment must not take these with it.
    const rows = open.map((chunk) => {
      const row = settlementRow(notificationId, chunk, dueAt)
      return schedule({ ...row, id: `re${row.id}` })
    })
    await store.writeMany(rows)
    const hints = open.map((chunk): ChunkHint => ({ notificationId, chunk }))
    if (hints.length > 0) await queues.send(mailQueueOf(notification), hints)
    after = page.next
  } while (after)
}
