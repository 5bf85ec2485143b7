import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Id } from '../ids.ts'
import type { Item, Key } from '../storage/store.ts'
import type { Delivery } from './delivery.ts'
import { contactHistory } from './history.ts'
import { type Notification, notificationKey, notification as schema } from './notification.ts'
import { findDeliveries } from './repository.ts'

/** One thing that was for a mailbox, and what became of it there. */
export interface MailboxEntry extends Pick<Notification, 'kind' | 'subject'> {
  readonly notificationId: Id<'notification'>
  readonly at: string
  readonly state: Delivery['state']
  /** Why nothing was sent. */
  readonly reason?: string | undefined
}

const notificationIdIn = ({ pk }: Key) => pk.split('#')[0] as Id<'notification'>

const keyOf = (item: Item): Key => ({ pk: String(item['pk']), sk: String(item['sk']) })

const findNotifications = async (deps: Pick<Deps, 'store'>, keys: readonly Key[]) => {
  const ids = [...new Set(keys.map(notificationIdIn))]
  const rows = await deps.store.getMany(ids.map((id) => ({ table: 'deliveries', key: notificationKey(id) })))
  return new Map(rows.flatMap((row, at) => (row ? [[ids[at]!, schema.parse(row)] as const] : [])))
}

interface Asked {
  readonly organizationId: string
  readonly contactId: string
  readonly page: { limit: number; after?: Item | undefined }
}

/**
 * Everything that a mailbox was ever sent or was withheld from, newest first: what whoever reads it has read. By one
 * query a page and two reads of what it found; also of a contact that is gone.
 */
export const readMailbox = async (deps: Deps, actor: Actor, { organizationId, contactId, page }: Asked) => {
  permit(actor, 'contact.read-mailbox', { organizationId })
  const { items, next } = await contactHistory(deps.store, contactId, page)
  const keys = items.map(keyOf)
  const [deliveries, notifications] = await Promise.all([
    findDeliveries(deps.store, keys),
    findNotifications(deps, keys),
  ])
  const entries = keys.flatMap((key, at): MailboxEntry[] => {
    const delivery = deliveries[at]
    const notification = notifications.get(notificationIdIn(key))
    if (!delivery || !notification || delivery.organizationId !== organizationId) return []
    const { kind, subject, id: notificationId } = notification
    const last = delivery.log.at(-1)!
    return [{ notificationId, kind, subject, at: last.at, state: delivery.state, reason: last.reason }]
  })
  return { items: entries, ...(next && { next }) }
}
