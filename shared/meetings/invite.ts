import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { idOf } from '../ids.ts'
import { announce } from '../ledger/announce.ts'
import { findSeal } from '../ledger/manifest.ts'
import type { Recipients } from '../ledger/recipients.ts'
import { contactOf } from '../organizations/contact-of.ts'
import { getOrganization } from '../organizations/repository.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { distinct } from '../text.ts'
import { invitedContacts } from './answers/board.ts'
import { invitedLate } from './answers/rsvp.ts'
import { isTooLate } from './capacity/settle.ts'
import { coalitionOf } from './coalition-of.ts'
import { rostersWith } from './correct.ts'
import { alreadyInvited, changedTooOften, stillInviting } from './errors.ts'
import { noticeOf } from './notice.ts'
import { answersOf, putAnswer, replaceMeeting } from './repository.ts'
import type { Meeting } from './schema.ts'
import { wholeSeriesOnly } from './series/errors.ts'
import { apartFrom } from './series/read.ts'
import { isCalled, isWithdrawn, meetingKnownTo } from './standing.ts'
import { requireOpen } from './state.ts'

export const invitationInput = z
  .strictObject({
    organizationId: idOf('organization'),
    /** All its contacts, where none are named. */
    contactIds: z.array(idOf('contact')).min(1).max(50).transform(distinct).optional(),
  })
  .meta({ id: 'MeetingInvitation' })
type InvitationInput = z.output<typeof invitationInput>

type ContactIds = NonNullable<InvitationInput['contactIds']>

/** As many as may come later to one meeting, each time some. */
const maximumAdditions = 50

/** Those of an organization's contacts who are not invited as it stands. */
const lacking = async (deps: Deps, meeting: Meeting, { organizationId, contactIds }: InvitationInput) => {
  const organization = await getOrganization(deps.store, organizationId)
  const { relation } = organization
  if (!(await isCalled(deps.store, meeting, { organizationId, relation }))) throw notFound('organization')
  const wanted = contactIds?.map((id) => contactOf(organization, id)) ?? organization.contacts
  const seals = [meeting.notificationIds[0]!, ...meeting.additions].map((id) => findSeal(deps.store, id))
  if (!(await Promise.all(seals)).every(Boolean)) throw stillInviting()
  const invited = await invitedContacts(deps.store, meeting)
  const fresh = wanted.flatMap(({ id }) => (invited.some(({ contactId }) => contactId === id) ? [] : [id]))
  if (fresh.length === 0) throw alreadyInvited()
  return fresh
}

/** Who was uninvited before gets the entry again, behind the notice that took it away. */
const recipientsFor = (
  meeting: Meeting,
  organizationId: InvitationInput['organizationId'],
  ids: ContactIds,
) => {
  const back = meeting.withdrawn.filter(({ contactId }) => ids.includes(contactId))
  const anew = ids.filter((id) => !isWithdrawn(meeting, id))
  const recipients: Recipients[] = []
  if (anew.length > 0)
    recipients.push({ of: 'contacts', contacts: anew.map((contactId) => ({ organizationId, contactId })) })
  const notificationIds = distinct(back.map(({ notificationId }) => notificationId))
  if (back.length > 0)
    recipients.push({ of: 'manifests', notificationIds, only: back.map(({ contactId }) => contactId) })
  return { recipients, sequence: Math.max(meeting.sequence, ...back.map(({ sequence }) => sequence + 1)) }
}

/** Whoever is invited when the time for answering is over may still answer. */
const openFor = async (
  { store }: Deps,
  { id, sequence }: Meeting,
  {
    organizationId,
    contactIds,
    now,
  }: { contactIds: ContactIds; now: Date } & Pick<InvitationInput, 'organizationId'>,
) => {
  const before = await answersOf(store, id, contactIds)
  return contactIds.map((contactId, at) =>
    putAnswer(id, before[at], invitedLate(before[at], { contactId, organizationId, sequence }, now)),
  )
}

interface Invited {
  readonly id: Meeting['id']
  readonly input: InvitationInput
}

/** Invites contacts of an organization that the meeting is for, after everybody else: the meeting as it stands now. */
export const inviteLater = async (deps: Deps, actor: Actor, { id, input }: Invited): Promise<Meeting> =>
  onFreshRead(async () => {
    const { meeting: before, within } = await meetingKnownTo(deps.store, actor, id)
    permit(actor, 'meeting.update', within)
    const now = deps.clock.now()
    requireOpen(before, now)
    if (before.occurrence) throw wholeSeriesOnly()
    const { organizationId } = input
    const contactIds = await lacking(deps, before, input)
    const { recipients, sequence } = recipientsFor(before, organizationId, contactIds)
    if (before.additions.length + recipients.length > maximumAdditions) throw changedTooOften()
    const coalition = await coalitionOf(deps.store, before)
    const invited = revise<Meeting>(before, { sequence }, now)
    const isLate = isTooLate(before, now, undefined)
    const { rsvpBy, ...notice } = noticeOf(invited, coalition, await apartFrom(deps.store, invited))
    const content = { ...notice, ...(rsvpBy && !isLate && { rsvpBy }), update: false }
    const opened = isLate ? await openFor(deps, invited, { organizationId, contactIds, now }) : []
    const told = recipients.map((each) =>
      announce(deps, {
        kind: 'meeting',
        subject: id,
        recipients: each,
        content,
        corrects: each.of === 'manifests' ? each.notificationIds : [],
      }),
    )
    const notifications = told.map((each) => each.id)
    const after: Meeting = {
      ...invited,
      additions: [...before.additions, ...notifications],
      rosters: rostersWith(before, notifications),
      withdrawn: before.withdrawn.filter(({ contactId }) => !contactIds.includes(contactId)),
    }
    await deps.store.transact([
      ...replaceMeeting(before, after),
      ...opened,
      ...told.flatMap(({ actions }) => actions),
      record(deps, actor, {
        type: 'meeting.contact-invited',
        subject: id,
        audience: forCoordinators,
        data: { organizationId, contactIds },
        notifications,
      }),
    ])
    return after
  })
