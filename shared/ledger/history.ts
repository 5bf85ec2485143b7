import { findOrganization } from '../organizations/repository.ts'
import type { Item, Store } from '../storage/store.ts'
import type { Delivery } from './delivery.ts'
import { findNotifications, parseDelivery } from './repository.ts'

const table = 'deliveries'

/** Keys of everything that was ever for a contact, newest first: partition (notification and chunk) and time. */
export const contactHistory = async (
  store: Store,
  contactId: string,
  page: { limit: number; after?: Item | undefined },
) =>
  store.query({
    table,
    index: 'byContact',
    partition: contactId,
    descending: true,
    limit: page.limit,
    ...(page.after && { after: page.after }),
  })

/** Whether a notification was for a contact, as far as the index knows yet. */
export const wasMeant = async (store: Store, contactId: string, notificationId: string) => {
  const { items } = await contactHistory(store, contactId, { limit: 100 })
  return items.some(({ pk }) => String(pk).startsWith(`${notificationId}#`))
}

/** Of which organization a contact is that something was sent to, as far as the index knows yet. */
export const findDeliveredOrganization = async (
  store: Store,
  contactId: string,
): Promise<Delivery['organizationId'] | undefined> => {
  const { items } = await contactHistory(store, contactId, { limit: 1 })
  const [key] = items
  const row = key && (await store.get(table, { pk: key['pk'] as string, sk: key['sk'] as string }))
  return row && parseDelivery(row).organizationId
}

interface MailedTo {
  readonly contactId: string
  /** The notification that was mailed. */
  readonly subject: string
}

/**
 * Who stands behind the reply address of a mail, as they are now; nobody whose mailbox is not theirs alone, or was not
 * when it was mailed, and nobody of an organization that has no part in the alliance.
 */
export const contactBehind = async (store: Store, { contactId, subject }: MailedTo) => {
  const organizationId = await findDeliveredOrganization(store, contactId)
  const organization = organizationId && (await findOrganization(store, organizationId))
  const contact = organization ? organization.contacts.find(({ id }) => id === contactId) : undefined
  if (!organization || organization.status || !contact) return undefined
  if (contact.suppressed?.reason === 'compromised') return undefined
  const [notification] = await findNotifications(store, [subject])
  if (!notification) return undefined
  if (contact.securedAt && notification.createdAt < contact.securedAt) return undefined
  return { organization, contact, notification }
}
