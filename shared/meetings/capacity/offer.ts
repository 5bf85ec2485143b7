import { system } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Contact } from '../../organizations/schema.ts'
import { wordsFor } from '../../rendering/catalogue.ts'
import { formatForReader } from '../../rendering/time.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import { answersOf, meetingUnchanged, meetingWithCounter, putAnswer } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { isCalled, isWithdrawn } from '../standing.ts'
import { confirmUntil, offerRow } from './look.ts'
import { movePlaces } from './move.ts'
import { type PlaceKept, ticketOf } from './place.ts'
import { nextInTurn, type Waiter, waitersOf } from './queue.ts'

/** The contact as they are now, if they can still be written to and are still among those called. */
const stillThere = async (deps: Deps, meeting: Meeting, { contactId, organizationId }: Waiter) => {
  const organization = await findOrganization(deps.store, organizationId)
  const contact = organization?.contacts.find(({ id }) => id === contactId)
  if (!organization || !contact || contact.suppressed || isWithdrawn(meeting, contactId)) return undefined
  const called = await isCalled(deps.store, meeting, { organizationId, relation: organization.relation })
  return called ? contact : undefined
}

/** The same answer with another place; it was not given anew, so nothing earlier is kept of it. */
export const withPlace = (rsvp: Rsvp, place: PlaceKept): Rsvp => ({
  ...rsvp,
  place,
  version: rsvp.version + 1,
})

const tell = (
  deps: Deps,
  meeting: Meeting,
  { organizationId }: Rsvp,
  contact: Contact,
  confirmBy: string,
) => {
  const until = formatForReader(confirmBy, contact.timeZone, wordsFor(contact.languages).language)
  return announce(deps, {
    kind: 'notice',
    subject: meeting.id,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId: contact.id }] },
    content: { key: 'meeting-place-offered', params: { title: meeting.title, until }, action: true },
  })
}

/** The mail that offers places and what passes them on; who cannot be reached any more has lost their turn. */
const offerTo = (deps: Deps, meeting: Meeting, before: Rsvp, contact: Contact | undefined, until: string) => {
  if (!contact) return { after: withPlace(before, { status: 'lapsed' }), actions: [], notifications: [] }
  const told = tell(deps, meeting, before, contact, until)
  const actions: Action[] = [...told.actions, schedule(offerRow(meeting.id, contact.id, until))]
  return {
    after: withPlace(before, { status: 'offered', confirmBy: until }),
    actions,
    notifications: [told.id],
  }
}

/** Calls whoever's turn it is; says whether there may be another. */
const callNext = (deps: Deps, id: Meeting['id']): Promise<boolean> =>
  onFreshRead(async () => {
    const { meeting, counter } = await meetingWithCounter(deps.store, id)
    const now = deps.clock.now()
    const until = confirmUntil(meeting, now)
    if (meeting.status === 'cancelled' || !until || counter.waiting === 0) return false
    const waiter = nextInTurn(meeting, counter, await waitersOf(deps.store, id))
    if (!waiter) return false
    const { contactId, organizationId } = waiter
    const [before] = await answersOf(deps.store, id, [contactId])
    // They have answered otherwise since the queue was read.
    if (!before || ticketOf(before) === undefined) return true
    const contact = await stillThere(deps, meeting, waiter)
    const { after, actions, notifications } = offerTo(deps, meeting, before, contact, until)
    await deps.store.transact([
      ...meetingUnchanged(meeting),
      putAnswer(id, before, after),
      ...movePlaces(meeting, before, after, now),
      ...actions,
      record(deps, system, {
        type: contact ? 'meeting.place-offered' : 'meeting.place-lapsed',
        subject: id,
        audience: forOrganization(organizationId),
        data: { contactId, organizationId, delegates: after.delegates },
        notifications,
      }),
    ])
    return true
  }, 20)

/** Offers what places there are to those who wait, first come first served, each with a time to confirm. */
export const offerPlaces = async (deps: Deps, id: Meeting['id']): Promise<void> => {
  while (await callNext(deps, id));
}
