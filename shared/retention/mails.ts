import { event } from '../events/schema.ts'
import type { Notification } from '../ledger/notification.ts'
import { isUnderWay, removeChunks, removeNotification } from '../ledger/remove.ts'
import { findNotifications } from '../ledger/repository.ts'
import { ConditionFailed } from '../storage/store.ts'
import { neededMails } from './needed.ts'
import { counted, heldPage, hold, letGo, type Progress } from './progress.ts'
import type { Round, Walk } from './round.ts'
import { cutoffOf } from './schema.ts'

/** Answers `false` where the budget did not last, and it has to go on here. */
const remove = async ({ deps, budget }: Round, notification: Notification): Promise<boolean> => {
  for (let chunks = 1; chunks > 0; ) {
    if (budget.isSpent) return false
    chunks = await removeChunks(deps.store, notification.id)
    budget.take(1 + 4 * chunks)
  }
  try {
    await removeNotification(deps.store, notification, [counted('mails')])
  } catch (error) {
    // Another round had it first.
    if (!(error instanceof ConditionFailed)) throw error
  }
  return true
}

/** Removes those that nothing needs; what is not done with yet is held. */
const removeAll = async (round: Round, ids: readonly string[]): Promise<boolean> => {
  const { deps, budget } = round
  const found = ids.length > 0 ? await findNotifications(deps.store, ids) : []
  for (const notification of found.filter(({ kind }) => !neededMails[kind])) {
    budget.take()
    if (await isUnderWay(deps.store, notification)) await deps.store.write(hold('mails', notification.id))
    else {
      if (!(await remove(round, notification))) return false
      await deps.store.write(letGo('mails', notification.id))
    }
  }
  return true
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

/** Goes through what history says was announced, day by day, up to the cutoff. */
const walkDays = async (round: Round, from: Progress, cutoff: string) => {
  const { deps, budget } = round
  const last = cutoff.slice(0, 10)
  let progress = from
  while (progress.day <= last) {
    if (budget.isSpent) return { progress, isWhole: false }
    const { day: partition, within: after } = progress
    const { items, next } = await deps.store.query({
      ...{ table: 'events', index: 'byDay', partition, from: '0', to: cutoff, limit: 100 },
      ...(after && { after }),
    })
    budget.take()
    const ids = items.flatMap((item) => event.parse(item).notifications ?? [])
    if (!(await removeAll(round, ids))) return { progress, isWhole: false }
    // The rest of the last day is not old enough yet, and is looked at again.
    if (!next && partition === last) return { progress: { ...progress, within: undefined }, isWhole: true }
    progress = { ...progress, day: next ? partition : dayAfter(partition), within: next }
  }
  return { progress, isWhole: true }
}

/** What was not done with when its day came, and may be by now. */
const lookAtHeld = async (round: Round) => {
  let after: Parameters<typeof heldPage>[2]
  do {
    const { ids, next } = await heldPage(round.deps.store, 'mails', after)
    if (!(await removeAll(round, ids))) return false
    after = next
  } while (after)
  return true
}

/** Mails that are neither evidence nor invitations, whole: their text, whom they told and what became of each. */
export const removeMails: Walk = async (round, before) => {
  const cutoff = cutoffOf(round.retention.mails, round.now)
  if (cutoff === undefined) return { progress: before, isWhole: true }
  const { progress, isWhole } = await walkDays(round, before, cutoff)
  return { progress, isWhole: isWhole && (await lookAtHeld(round)) }
}
