import { notesOfDay, restamp } from '../audit/note.ts'
import { ConditionFailed, type Item } from '../storage/store.ts'
import { counted } from './progress.ts'
import type { Round, Walk } from './round.ts'

const day = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** No note is older: the longest that any may be kept. */
const oldest = 3650 * day

const stampNote = async ({ deps, retention, now, budget }: Round, note: Item) => {
  const action = restamp(note, retention.audit, now)
  if (!action) return
  budget.take()
  try {
    await deps.store.transact([action.write, ...(action.isOver ? [counted('audit')] : [])])
  } catch (error) {
    // It has left meanwhile, or another round had it first.
    if (!(error instanceof ConditionFailed)) throw error
  }
}

/**
 * Notes of the audit leave by themselves at the end that each was given; where the alliance sets another, they are all
 * given it, from the oldest on. No function may remove one, so what is over is left to the expiry of the table.
 */
export const stampNotes: Walk = async (round, before) => {
  const { deps, retention, now, budget } = round
  const limit = retention.audit
  if (before.stamped === limit && !before.stamping) return { progress: before, isWhole: true }
  const begun = before.stamping?.limit === limit ? before.stamping.day : dayOf(now.getTime() - oldest)
  for (let at = begun; at <= dayOf(now.getTime()); at = dayOf(Date.parse(at) + day)) {
    if (budget.isSpent) return { progress: { ...before, stamping: { limit, day: at } }, isWhole: false }
    budget.take()
    for (const note of await notesOfDay(deps.store, at)) await stampNote(round, note)
  }
  return { progress: { ...before, stamped: limit, stamping: undefined }, isWhole: true }
}
