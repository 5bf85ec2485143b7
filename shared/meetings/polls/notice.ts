import type { PollContent } from '../../rendering/mails/poll.ts'
import type { Store } from '../../storage/store.ts'
import { agendaText } from '../agenda-text.ts'
import { coalitionOf } from '../coalition-of.ts'
import type { Poll } from './schema.ts'

/** What is told of a poll. */
export const pollNotice = async (
  store: Store,
  poll: Omit<Poll, 'notificationId'>,
  turn: PollContent['turn'],
): Promise<PollContent> => {
  const coalition = await coalitionOf(store, poll)
  return {
    pollId: poll.id,
    turn,
    title: poll.title,
    agenda: agendaText(poll),
    slots: poll.slots.map(({ startsAtUtc, durationMinutes }) => ({
      startsAt: startsAtUtc,
      minutes: durationMinutes,
    })),
    closesAt: poll.closesAt,
    ...(coalition && { coalitionName: coalition.name }),
    confidential: coalition?.confidential ?? false,
    ...(poll.calledOffBecause && { reason: poll.calledOffBecause }),
  }
}
