import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { derivedId } from '../ids.ts'
import { findDeliveredOrganization } from '../ledger/history.ts'
import { getNotification } from '../ledger/repository.ts'
import { openReplyAddress } from '../links/reply-address.ts'
import { newRecord } from '../storage/collection.ts'
import { replies } from './repository.ts'
import type { Reply } from './schema.ts'

/** An inbound mail as far as it matters: the envelope's recipients, the verdicts, what was written. */
export interface InboundReply {
  readonly messageId: string
  readonly recipients: readonly string[]
  readonly kind: Reply['kind']
  readonly verified: boolean
  readonly suspicious: boolean
  readonly text: string
}

/** Which of our mails an address answers; only its own reply address does. */
const matterOf = async (deps: Deps, recipients: readonly string[]): Promise<Partial<Reply>> => {
  for (const address of recipients) {
    const opened = openReplyAddress(deps.keys, address)
    if (!opened) continue
    const { notification } = await getNotification(deps.store, opened.notificationId)
    const organizationId = await findDeliveredOrganization(deps.store, opened)
    return {
      subject: notification.subject,
      notificationId: notification.id,
      contactId: opened.contactId as Reply['contactId'],
      organizationId,
    }
  }
  return {}
}

/** Holds a mail that came back, once however often it is handed over. Whatever it is, it is not dropped. */
export const receiveReply = async (deps: Deps, inbound: InboundReply): Promise<void> => {
  const { messageId, recipients, ...rest } = inbound
  const id = derivedId('reply', messageId)
  if (await replies.find(deps.store, id)) return
  const now = deps.clock.now()
  const held: Reply = {
    ...rest,
    ...(await matterOf(deps, recipients)),
    id,
    receivedAt: now.toISOString(),
    status: 'held',
    ...newRecord(now),
  }
  await deps.store.transact([
    ...replies.create(held),
    record(deps, system, {
      type: 'reply.received',
      subject: held.subject ?? id,
      audience: forCoordinators,
      data: { replyId: id, kind: held.kind },
    }),
  ])
}
