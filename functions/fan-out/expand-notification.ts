import type { Deps } from '../../shared/deps.ts'
import { expand, isOvertaken } from '../../shared/ledger/expand.ts'
import { matterOf } from '../../shared/ledger/matter.ts'
import { getNotification } from '../../shared/ledger/repository.ts'
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
      matter: matterOf(notification.kind, content),
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
