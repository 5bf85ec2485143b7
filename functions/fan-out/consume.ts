import { unschedule } from '../../shared/agenda/agenda.ts'
import type { Deps } from '../../shared/deps.ts'
import type { Event } from '../../shared/events/schema.ts'
import { type ChunkHint, expand, isOvertaken, mailQueueOf } from '../../shared/ledger/expand.ts'
import { getNotification, isHalted } from '../../shared/ledger/repository.ts'
import { findTotals, hasOpen } from '../../shared/ledger/totals.ts'
import { retryHint, webhookHints } from '../../shared/webhooks/match.ts'
import { enlist } from './enlist.ts'

/** An invocation writes chunks for so long; then it hands on to itself, well before its time is up. */
const budget = 40_000

/** Seconds until the next invocation goes on, or looks again whether a manifest it must walk is complete. */
const handOver = 2

/** Writes the manifest of a notification, or as much of it as one invocation may, and hands on the rest. */
export const expandNotification = async (
  deps: Deps,
  notificationId: string,
  handsOver = true,
): Promise<boolean> => {
  const { notification, content } = await getNotification(deps.store, notificationId)
  const until = new Date(deps.clock.now().getTime() + budget)
  try {
    const complete = await expand(deps, notification, {
      until,
      onChunk: enlist(deps, notification.kind, content),
    })
    if (!complete && handsOver) await deps.queues.send('expansion', [{ notificationId }], handOver)
    return complete
  } catch (error) {
    // Somebody else is at it, and the agenda will look whether they finished.
    if (isOvertaken(error)) return false
    throw error
  }
}

const offTheAgenda = async (deps: Deps, { data }: Event) => {
  const { agendaId: id, nextDueAt: dueAt } = data
  if (dueAt !== undefined) await deps.store.write(unschedule({ id: String(id), dueAt: String(dueAt) }))
}

/** A chunk that is not settled is hinted again; one with nothing open, or halted, need not be looked at any more. */
const settle = async (deps: Deps, event: Event) => {
  const chunk = Number(event.data['chunk'])
  const totals = await findTotals(deps.store, event.subject, chunk)
  if (totals && !hasOpen(totals.counts)) return offTheAgenda(deps, event)
  // Halted, nothing is sent; but what was being sent must still come out of doubt.
  const unsure = !totals || totals.counts.sending || totals.counts.inDoubt
  if (!unsure && (await isHalted(deps.store, event.subject))) return offTheAgenda(deps, event)
  const { notification } = await getNotification(deps.store, event.subject)
  const hint: ChunkHint = { notificationId: event.subject, chunk, settling: true }
  await deps.queues.send(mailQueueOf(notification), [hint])
}

/** What follows from an event: mails to fan out, work that came due, webhooks to tell. */
export const consume = async (deps: Deps, event: Event): Promise<void> => {
  if (event.type === 'expand.due') {
    // The agenda comes again by itself, so nothing is handed over.
    if (await expandNotification(deps, event.subject, false)) await offTheAgenda(deps, event)
    return
  }
  if (event.type === 'settle.due') return settle(deps, event)
  if (event.type === 'webhook-retry.due') return deps.queues.send('webhooks', [retryHint(event)])
  for (const id of event.notifications ?? []) await expandNotification(deps, id)
  const hints = await webhookHints(deps, event)
  if (hints.length > 0) await deps.queues.send('webhooks', hints)
}
