import { system } from '../../access/actor.ts'
import { findCoalition } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import type { MinutesContent } from '../../rendering/mails/minutes.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { type Place, seats } from '../board.ts'
import { contactsCalled } from '../called.ts'
import { getMeeting, meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { keepTold, toldSoFar } from '../told.ts'
import { findMinutes } from './repository.ts'
import type { Minutes } from './schema.ts'

const contentOf = async (
  deps: Deps,
  meeting: Meeting,
  { edition, text, language, decisions, present }: NonNullable<Minutes['published']>,
): Promise<MinutesContent> => {
  const coalition = meeting.coalitionId && (await findCoalition(deps.store, meeting.coalitionId))
  return {
    meetingId: meeting.id,
    title: meeting.title,
    startsAt: meeting.startsAtUtc,
    ...(coalition && { coalitionName: coalition.name }),
    confidential: coalition ? coalition.confidential : false,
    edition,
    text,
    ...(language && { language }),
    decisions,
    present,
  }
}

/** A notice names a hundred contacts at most. */
const most = 100

interface Wave {
  readonly meeting: Meeting
  readonly content: MinutesContent
  readonly name: string
  readonly place: number
}

/** Tells some, and keeps that they are told: in one transaction, or not at all. */
const tell = async (deps: Deps, people: readonly Place[], { meeting, content, name, place }: Wave) => {
  const contacts = people.map(({ organizationId, contactId }) => ({ organizationId, contactId }))
  const recipients = { of: 'contacts', contacts } as const
  const told = announce(deps, { kind: 'minutes', subject: meeting.id, recipients, content })
  const contactIds = people.map(({ contactId }) => contactId)
  await deps.store.transact([
    meetingUnchanged(meeting),
    keepTold(meeting.id, name, place, {
      contactIds,
      notificationId: told.id,
      at: deps.clock.now().toISOString(),
    }),
    ...told.actions,
    record(deps, system, {
      type: 'meeting.minutes-sent',
      subject: meeting.id,
      audience: forCoordinators,
      data: { edition: content.edition, contacts: contactIds.length },
      notifications: [told.id],
    }),
  ])
}

/** Mails an edition of the minutes to those invited whom the meeting is still for, each once; a later edition says it all. */
export const tellMinutes = async (deps: Deps, id: Meeting['id'], edition: number): Promise<void> =>
  onFreshRead(async () => {
    const meeting = await getMeeting(deps.store, id)
    const minutes = await findMinutes(deps.store, id)
    if (minutes?.published?.edition !== edition) return
    const name = `minutes#${edition}`
    const [places, told, called] = await Promise.all([
      seats(deps.store, meeting),
      toldSoFar(deps.store, id, name),
      contactsCalled(deps, meeting),
    ])
    const done = new Set(told.flatMap(({ contactIds }) => contactIds))
    const open = places.filter(({ contactId }) => called.has(contactId) && !done.has(contactId))
    const content = await contentOf(deps, meeting, minutes.published)
    for (let from = 0, place = told.length; from < open.length; from += most, place++)
      await tell(deps, open.slice(from, from + most), { meeting, content, name, place })
  })
