import * as z from 'zod'
import { staleVersion } from '../../errors.ts'
import { idOf } from '../../ids.ts'
import { haltNotification } from '../../ledger/notification.ts'
import type { Action, Item, Store } from '../../storage/store.ts'

const table = 'meetings'
const prefix = 'told#'

const row = z.object({
  contactIds: z.array(idOf('contact')),
  notificationId: idOf('notification').optional(),
  at: z.iso.datetime(),
})
type Told = z.infer<typeof row>

const rowsAt = async (store: Store, id: string, which: string) => {
  const found: Told[] = []
  let after: Item | undefined
  do {
    const page = await store.query({
      table,
      partition: id,
      prefix: `${prefix}${which}`,
      ...(after && { after }),
    })
    found.push(...page.items.map((item) => row.parse(item)))
    after = page.next
  } while (after)
  return found
}

/** What was told already under one name, in the order in which it was; a name says what and of which moment. */
export const toldSoFar = (store: Store, id: string, name: string) => rowsAt(store, id, `${name}#`)

/** What was told since a moment, under whatever name. */
export const toldSince = async (store: Store, id: string, since: string) =>
  (await rowsAt(store, id, '')).filter(({ at }) => at > since)

/** Keeps that something is told, as the next after those read: of two who tell it at once, one is stale. */
export const keepTold = (id: string, name: string, place: number, told: Told): Action => ({
  table,
  put: { pk: id, sk: `${prefix}${name}#${String(place).padStart(4, '0')}`, ...told },
  if: 'absent',
  orElse: () => staleVersion('meeting'),
})

/** How long a mail may wait to be sent and still be true. */
const lately = 86_400_000
const mostHalted = 20

/** Stops what is unsent of reminders that are not true any more: a meeting that is off is not to be announced. */
export const haltReminders = async (store: Store, id: string, now: Date): Promise<Action[]> => {
  const since = new Date(now.getTime() - lately).toISOString()
  return (await rowsAt(store, id, ''))
    .flatMap(({ notificationId, at }) => (notificationId && at > since ? [notificationId] : []))
    .slice(-mostHalted)
    .map((notificationId) => haltNotification(notificationId, now))
}
