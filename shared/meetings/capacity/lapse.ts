import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import { meetingUnchanged, meetingWithAnswer, putAnswer } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { movePlaces } from './move.ts'
import { withPlace } from './offer.ts'

interface Offer {
  readonly contactId: Rsvp['contactId']
  readonly confirmBy: string
}

const isOpen = (rsvp: Rsvp | undefined, { confirmBy }: Offer): rsvp is Rsvp =>
  rsvp?.answer === 'accepted' && rsvp.place?.status === 'offered' && rsvp.place.confirmBy === confirmBy

/** Passes on places that nobody has confirmed in time, and says so; an offer that was answered is left alone. */
export const lapseOffer = (deps: Deps, id: Meeting['id'], offer: Offer): Promise<void> =>
  onFreshRead(async () => {
    const { contactId } = offer
    const { meeting, answer: before } = await meetingWithAnswer(deps.store, id, contactId)
    const now = deps.clock.now()
    if (!isOpen(before, offer) || meeting.status === 'cancelled' || meeting.endsAtUtc <= now.toISOString())
      return
    const { organizationId, delegates } = before
    const after = withPlace(before, { status: 'lapsed' })
    const told = announce(deps, {
      kind: 'notice',
      subject: id,
      recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
      content: { key: 'meeting-place-lapsed', params: { title: meeting.title }, action: true },
    })
    await deps.store.transact([
      ...meetingUnchanged(meeting),
      putAnswer(id, before, after),
      ...movePlaces(meeting, before, after, now),
      ...told.actions,
      record(deps, system, {
        type: 'meeting.place-lapsed',
        subject: id,
        audience: forOrganization(organizationId),
        data: { contactId, organizationId, delegates },
        notifications: [told.id],
      }),
    ])
  }, 20)
