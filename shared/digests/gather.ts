import { system } from '../access/actor.ts'
import { withholdingOf } from '../alerts/audience.ts'
import { lastIssued } from '../alerts/issued.ts'
import { getAlert } from '../alerts/repository.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { deliveryKey } from '../ledger/delivery.ts'
import { isWithheld } from '../ledger/reach.ts'
import { findDeliveries, findHalt, getNotification } from '../ledger/repository.ts'
import { findOrganization } from '../organizations/repository.ts'
import { digestedPosts } from '../publications/subscriptions/digested.ts'
import { type AlertContent, alertContent } from '../rendering/mails/alert-content.ts'
import { digestContent } from '../rendering/mails/digest.ts'
import { getSituation } from '../situations/repository.ts'
import { onFreshRead } from '../storage/fresh.ts'
import {
  isPutOff,
  listWaiting,
  listWaitingPosts,
  putTaken,
  takeWaiting,
  takeWaitingPost,
  type Waiting,
} from './repository.ts'

/** Alerts of one mail, and posts; more than anybody reads at once waits for the next. */
const most = 20

interface Of {
  readonly contactId: string
  readonly organizationId: string
}

/** Whether the rule has come to keep it from an organization since the evening; who is named singly is told all the same. */
const isWithheldByNow = async ({ store }: Deps, { alertId }: AlertContent, organizationId: string) => {
  const [alert, organization] = await Promise.all([
    getAlert(store, alertId),
    findOrganization(store, organizationId),
  ])
  // A draft that names them is nobody's word yet.
  const { content } = (await lastIssued(store, alert)) ?? alert
  if (!organization || content.audience.organizationIds?.some((id) => id === organizationId)) return false
  return isWithheld(organization, withholdingOf(await getSituation(store, content.situationId)))
}

/** What is to be done about a notice that waits: told in this digest, told by no one any more, or left until it may be. */
const look = async (deps: Deps, { contactId, organizationId }: Of, notice: Waiting) => {
  const [[delivery], { notification, content }] = await Promise.all([
    findDeliveries(deps.store, [deliveryKey(notice.partition, contactId)]),
    getNotification(deps.store, notice.notificationId),
  ])
  const halted = await findHalt(deps.store, notification)
  const alert = alertContent.parse(content)
  const isOver = Date.parse(alert.expiresAt) <= deps.clock.now().getTime()
  if (!isPutOff(delivery) || isOver || (await isWithheldByNow(deps, alert, organizationId)))
    return { notice, alert, is: 'over' as const }
  return { notice, alert, is: halted ? ('halted' as const) : ('told' as const) }
}

/** The posts that wait, each as the reader may read it by now, or not at all. */
const lookAtPosts = async (deps: Deps, { contactId, organizationId }: Of) => {
  const waiting = await listWaitingPosts(deps.store, contactId, most)
  if (waiting.length === 0) return { waiting, told: [] }
  const organization = await findOrganization(deps.store, organizationId)
  const contact = organization?.contacts.find(({ id }) => id === contactId)
  if (!organization || !contact) return { waiting, told: [] }
  return { waiting, told: await digestedPosts(deps.store, waiting, { organization, contact }) }
}

/**
 * Tells a contact in one mail what has waited for their morning: each notice once, whoever overtakes it meanwhile.
 * Answers whether nothing waits any more.
 */
export const gatherDigest = (deps: Deps, { contactId, organizationId }: Of): Promise<boolean> =>
  onFreshRead(async () => {
    const [waiting, posts] = await Promise.all([
      listWaiting(deps.store, contactId, most),
      lookAtPosts(deps, { contactId, organizationId }),
    ])
    const looked = await Promise.all(
      waiting.map((notice) => look(deps, { contactId, organizationId }, notice)),
    )
    const told = looked.filter((each) => each.is === 'told')
    const over = looked.filter((each) => each.is === 'over')
    if (told.length + over.length + posts.waiting.length === 0) return waiting.length === 0
    const digest =
      told.length + posts.told.length > 0
        ? announce(deps, {
            kind: 'digest',
            subject: contactId,
            recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] as never },
            content: digestContent.parse({ alerts: told.map(({ alert }) => alert), posts: posts.told }),
          })
        : undefined
    await deps.store.transact([
      ...[...told, ...over].map(({ notice }) => takeWaiting(contactId, notice)),
      ...told.map(({ notice }) => putTaken(contactId, notice, digest!.id)),
      ...posts.waiting.map((postId) => takeWaitingPost(contactId, postId)),
      ...(digest?.actions ?? []),
      record(deps, system, {
        type: 'digest.gathered',
        subject: contactId,
        audience: forCoordinators,
        data: { alerts: told.length, posts: posts.told.length },
        notifications: digest ? [digest.id] : [],
      }),
    ])
    const isWhole = waiting.length < most && posts.waiting.length < most
    return isWhole && told.length + over.length === waiting.length
  })
