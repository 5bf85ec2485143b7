import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { announce, nothingTold } from '../../ledger/announce.ts'
import { isWithheld } from '../../ledger/reach.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { getSituation } from '../../situations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { withholdingOf } from '../audience.ts'
import { noSuchAlert } from '../errors.ts'
import { happened } from '../happened.ts'
import { alertUnchanged, getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { commentedEnough, roundClosed } from './errors.ts'
import { commentsOf, putComment } from './repository.ts'
import { openRound } from './round.ts'
import type { Comment, CommentInput, Round } from './schema.ts'

const mostInRound = 20

export interface Asked {
  readonly alert: Alert
  /** The last round in which the organization was asked. */
  readonly round: Round
  readonly isOpen: boolean
}

/** A draft on which an organization was asked to comment; to all others, and to whom it is withheld from by now, it does not exist. */
export const findAsked = async (deps: Deps, alertId: string, organizationId: string): Promise<Asked> => {
  const alert = await getAlert(deps.store, alertId)
  const round = alert.commentRounds.findLast(({ organizationIds }) =>
    organizationIds.some((id) => id === organizationId),
  )
  if (!round) throw noSuchAlert()
  const [organization, situation] = await Promise.all([
    findOrganization(deps.store, organizationId),
    getSituation(deps.store, alert.content.situationId),
  ])
  if (!organization || isWithheld(organization, withholdingOf(situation))) throw noSuchAlert()
  const isOpen = round === openRound(alert) && Date.parse(round.until) > deps.clock.now().getTime()
  return { alert, round, isOpen }
}

interface Commenting {
  readonly alertId: string
  readonly organizationId: Organization['id']
  readonly comment: CommentInput
  readonly by: Comment['by']
  /** Whose link it came by: they hear of it. */
  readonly contact?: Contact
}

interface Receipted {
  readonly alertId: string
  readonly organizationId: Organization['id']
  readonly contact: Contact
  readonly text: string
}

/** Mails are forwarded, so the contact hears what was said by their link, and can say otherwise. */
const receiptFor = (deps: Deps, { alertId, organizationId, contact, text }: Receipted) =>
  announce(deps, {
    kind: 'notice',
    subject: alertId,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId: contact.id }] },
    content: { key: 'comment-recorded', params: { text }, action: true },
    opens: 'comment',
  })

/** Records what an organization says while its round is open; the same words again are the same comment. */
const recordComment = (
  deps: Deps,
  actor: Exclude<Actor, { kind: 'system' | 'nobody' }>,
  { alertId, organizationId, comment: { text }, by, contact }: Commenting,
): Promise<Comment> =>
  onFreshRead(async () => {
    const { alert, round, isOpen } = await findAsked(deps, alertId, organizationId)
    if (!isOpen) throw roundClosed()
    const said = await commentsOf(deps.store, alertId, round.number, organizationId)
    const known = said.find((each) => each.text === text)
    if (known) return known
    if (said.length >= mostInRound) throw commentedEnough()
    const comment: Comment = {
      ...{ round: round.number, organizationId, text, by },
      at: deps.clock.now().toISOString(),
      contactId: actor.contactId as Contact['id'],
    }
    const told = contact ? receiptFor(deps, { alertId, organizationId, contact, text }) : nothingTold
    await deps.store.transact([
      alertUnchanged(alert),
      putComment(alertId, comment),
      ...told.actions,
      happened(deps, actor, 'alert.commented', alert, {
        data: { round: round.number, organizationId, by },
        notifications: told.notifications,
      }),
    ])
    return comment
  })

/** Comments for one's own organization; a coordinator writes down what another has told them. */
export const commentFor = (
  deps: Deps,
  actor: Actor,
  given: Omit<Commenting, 'by' | 'contact'>,
): Promise<Comment> => {
  const { organizationId } = given
  permit(actor, 'alert.comment', { organizationId })
  if (actor.kind !== 'person') throw noSuchAlert()
  return recordComment(deps, actor, { ...given, by: 'person' })
}

/** Whom a link to comment was made for. */
export interface Commenter {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly alertId: string
  readonly organization: Organization
  readonly contact: Contact
}

/** Comments by the mailed link, which needs no account. */
export const commentByLink = (
  deps: Deps,
  { actor, alertId, organization, contact }: Commenter,
  comment: CommentInput,
) => recordComment(deps, actor, { alertId, organizationId: organization.id, comment, by: 'link', contact })
