import type { Deps } from '../../deps.ts'
import { forCoordinators } from '../../events/record.ts'
import type { MinutesContent } from '../../rendering/mails/minutes.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { seats } from '../answers/board.ts'
import { contactsCalled } from '../called.ts'
import { coalitionOf } from '../coalition-of.ts'
import { tellOnce } from '../reminders/tell-once.ts'
import { toldSoFar } from '../reminders/told.ts'
import { getMeeting, meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { findMinutes } from './repository.ts'
import type { Minutes } from './schema.ts'

const contentOf = async (
  deps: Deps,
  meeting: Meeting,
  { edition, text, language, decisions, present }: NonNullable<Minutes['published']>,
): Promise<MinutesContent> => {
  const coalition = await coalitionOf(deps.store, meeting)
  return {
    meetingId: meeting.id,
    title: meeting.title,
    startsAt: meeting.startsAtUtc,
    ...(coalition && { coalitionName: coalition.name }),
    confidential: coalition?.confidential ?? false,
    edition,
    text,
    ...(language && { language }),
    decisions,
    present,
  }
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
    await tellOnce(deps, open, {
      subject: id,
      unchanged: meetingUnchanged(meeting),
      name,
      kind: 'minutes',
      content: await contentOf(deps, meeting, minutes.published),
      event: { type: 'meeting.minutes-sent', audience: forCoordinators, data: { edition } },
      from: told.length,
    })
  })
