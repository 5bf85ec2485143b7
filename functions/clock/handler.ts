import { system } from '../../shared/access/actor.ts'
import { type AgendaRow, consume, dueRows, nextOf, schedule, shards } from '../../shared/agenda/agenda.ts'
import type { Deps } from '../../shared/deps.ts'
import { forCoordinators, record } from '../../shared/events/record.ts'
import { derivedId } from '../../shared/ids.ts'
import { ConditionFailed } from '../../shared/storage/store.ts'

/** A row becomes an event of an id that follows from it, in one transaction with its removal. */
const strike = async (deps: Deps, row: AgendaRow) => {
  const next = row.every ? nextOf(row, deps.clock.now()) : undefined
  const event = record(deps, system, {
    id: derivedId('event', row.id, row.dueAt),
    type: `${row.kind}.due`,
    subject: row.subject,
    audience: forCoordinators,
    data: { ...row.data, agendaId: row.id, ...(next && { nextDueAt: next.dueAt }) },
  })
  try {
    await deps.store.transact([consume(row), event, ...(next ? [schedule(next)] : [])])
  } catch (error) {
    // Another tick had it first.
    if (!(error instanceof ConditionFailed)) throw error
  }
}

const overdue = (row: AgendaRow, now: Date) => (now.getTime() - Date.parse(row.dueAt)) / 1000

const tickShard = async (deps: Deps, shard: number): Promise<number> => {
  const now = deps.clock.now()
  let latest = 0
  for (;;) {
    const rows = await dueRows(deps.store, shard, now)
    for (const row of rows) {
      latest = Math.max(latest, overdue(row, now))
      await strike(deps, row)
    }
    if (rows.length === 0) return latest
  }
}

/**
 * Every minute: whatever has come due. It decides nothing and sends nothing; the events it makes do. Where one shard
 * fails, the others still come to their end before that is said.
 */
export const createHandler = (deps: Deps) => async (): Promise<void> => {
  const ticks = await Promise.allSettled(Array.from({ length: shards }, (_, shard) => tickShard(deps, shard)))
  const latest = ticks.map((tick) => {
    if (tick.status === 'rejected') throw tick.reason
    return tick.value
  })
  deps.metrics.seconds('AgendaOverdueSeconds', Math.max(...latest))
}
