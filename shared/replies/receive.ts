import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { derivedId } from '../ids.ts'
import { nothingTold, type Told } from '../ledger/announce.ts'
import { findDeliveredOrganization } from '../ledger/history.ts'
import { findNotifications } from '../ledger/repository.ts'
import type { ReplyAddress } from '../links/reply-address.ts'
import { findOrganization } from '../organizations/repository.ts'
import { newRecord } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { InboundMail } from './inbound.ts'
import { replies } from './repository.ts'
import type { Reply } from './schema.ts'

type Matter = Partial<Pick<Reply, 'subject' | 'notificationId' | 'contactId' | 'organizationId'>>

/** What holding a mail adds: why it could not be acted on, and what else is to be done in the same moment. */
export interface Holding {
  readonly because?: Reply['because']
  readonly also?: () => Promise<Told>
}

/** Which of our mails an address answers; only its own reply address does. */
const matterOf = async (
  deps: Deps,
  address: ReplyAddress | undefined,
): Promise<Matter & { readonly mailedAt?: string }> => {
  if (!address) return {}
  const { contactId } = address as { contactId: Reply['contactId'] }
  const organizationId = await findDeliveredOrganization(deps.store, address.contactId)
  if (address.prefix === 'rsvp') return { subject: address.subject, contactId, organizationId }
  const [notification] = await findNotifications(deps.store, [address.subject])
  if (!notification) return { contactId, organizationId }
  const { id: notificationId, createdAt: mailedAt } = notification
  return { subject: notification.subject, notificationId, contactId, organizationId, mailedAt }
}

/** Whether whoever writes may have the mailbox of another, or what was mailed to the contact before it was theirs alone. */
const doubtAbout = async (
  deps: Deps,
  { organizationId, contactId }: Matter,
  mailedAt: string | undefined,
): Promise<Reply['because']> => {
  const organization = organizationId && (await findOrganization(deps.store, organizationId))
  const contact = organization ? organization.contacts.find(({ id }) => id === contactId) : undefined
  if (contact?.suppressed?.reason === 'compromised') return 'compromised'
  return mailedAt && contact?.securedAt && mailedAt < contact.securedAt ? 'from-somebody-else' : undefined
}

/** Holds a mail that came back, once however often it is handed over. Whatever it is, it is not dropped. */
export const holdMail = async (
  deps: Deps,
  { messageId, receivedAt, kind, verified, suspicious, text }: InboundMail,
  address: ReplyAddress | undefined,
  { because: why, also }: Holding = {},
): Promise<void> =>
  onFreshRead(async () => {
    const id = derivedId('reply', messageId)
    if (await replies.find(deps.store, id)) return
    const { mailedAt, ...matter } = await matterOf(deps, address)
    const because = (await doubtAbout(deps, matter, mailedAt)) ?? why
    const held: Reply = {
      ...{ kind, verified, suspicious, text, receivedAt },
      ...matter,
      ...(because && { because }),
      id,
      status: 'held',
      ...newRecord(deps.clock.now()),
    }
    const { actions, notifications } = (await also?.()) ?? nothingTold
    await deps.store.transact([
      ...replies.create(held),
      ...actions,
      record(deps, system, {
        type: 'reply.received',
        subject: held.subject ?? id,
        audience: forCoordinators,
        data: { replyId: id, kind: held.kind, ...(because && { because }) },
        notifications,
      }),
    ])
  })
