import type { Deps } from '../deps.ts'
import type { Notification } from '../ledger/notification.ts'
import { notificationsOf } from '../ledger/read.ts'
import { isUnderWay, removeChunks, removeNotification } from '../ledger/remove.ts'
import { findNotifications, getNotification } from '../ledger/repository.ts'
import { neededMails } from '../retention/needed.ts'
import { ConditionFailed, type Store } from '../storage/store.ts'
import type { Erased } from './schema.ts'

const remove = async (store: Store, notification: Notification) => {
  while ((await removeChunks(store, notification.id)) > 0);
  try {
    await removeNotification(store, notification, [])
  } catch (error) {
    // Somebody else had it first.
    if (!(error instanceof ConditionFailed)) throw error
  }
}

const isForThemAlone = ({ kind, recipients }: Notification, { contactId }: Erased) =>
  !neededMails[kind] &&
  recipients.of === 'contacts' &&
  recipients.contacts.every((each) => each.contactId === contactId)

/** Removes notices that were for them alone: receipts repeat what they wrote. */
export const removeOwnNotices = async (
  { store }: Pick<Deps, 'store'>,
  ids: readonly string[],
  erased: Erased,
): Promise<void> => {
  for (const notification of await findNotifications(store, ids))
    if (isForThemAlone(notification, erased) && !(await isUnderWay(store, notification)))
      await remove(store, notification)
}

/** The notice that tells an organizer which other time somebody proposed, in their words. */
const quoting = 'meeting-time-proposed'

/** Removes what told others of a meeting in their organization's words. */
export const removeQuotingNotices = async (
  { store }: Pick<Deps, 'store'>,
  subject: string,
  organizationName: string,
): Promise<void> => {
  for (const { id } of await notificationsOf(store, subject, 'notice')) {
    const { notification, content } = await getNotification(store, id)
    const { key, params } = content as { key: string; params: Readonly<Record<string, string>> }
    const quotes = key === quoting && params['organization'] === organizationName
    if (quotes && !(await isUnderWay(store, notification))) await remove(store, notification)
  }
}
