import { findCoalition } from '../../coalitions/repository.ts'
import type { PollContent } from '../../rendering/mails/poll.ts'
import type { Store } from '../../storage/store.ts'
import { agendaText } from '../agenda-text.ts'
import type { Poll } from './schema.ts'

/** What is told of a poll. */
export const pollNotice = async (
  store: Store,
  poll: Omit<Poll, 'notificationId'>,
  turn: PollContent['turn'],
): Promise<PollContent> => {
  const coalition = poll.coalitionId && (await findCoalition(store, poll.coalitionId))
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
    confidential: coalition ? coalition.confidential : false,
    ...(poll.calledOffBecause && { reason: poll.calledOffBecause }),
  }
}
