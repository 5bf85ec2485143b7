import type { Coalition } from '../coalitions/schema.ts'
import { forCoalition, forMembers } from '../events/record.ts'
import type { Recipients } from '../ledger/recipients.ts'
import { agendaText } from './agenda-text.ts'
import type { MeetingNotice } from './enlist.ts'
import type { Meeting } from './schema.ts'
import { occurrenceContent, seriesContent } from './series/content.ts'

/**
 * What is told of a meeting as it stands now.
 * @param apart of a series, those of its meetings that stand apart from it
 */
export const noticeOf = (
  meeting: Meeting,
  coalition: Coalition | undefined,
  apart: readonly Meeting[] = [],
): MeetingNotice => {
  const { id, uid, sequence, title, timeZone, location, rsvpBy, quorum, cancelledBecause } = meeting
  return {
    meetingId: id,
    uid,
    sequence,
    method: meeting.status === 'cancelled' ? 'cancel' : 'request',
    update: meeting.notificationIds.length > 0,
    revisedAt: meeting.updatedAt,
    title,
    agenda: agendaText(meeting),
    startsAt: meeting.startsAtUtc,
    endsAt: meeting.endsAtUtc,
    timeZone,
    location,
    ...(rsvpBy && { rsvpBy }),
    ...(quorum && { quorum }),
    ...(coalition && { coalitionName: coalition.name }),
    confidential: coalition?.confidential ?? false,
    ...(cancelledBecause && { reason: cancelledBecause }),
    formerStarts: meeting.formerStarts,
    ...seriesContent(meeting, apart),
    ...occurrenceContent(meeting),
  }
}

/** Who may come to know what happens to it. */
export const audienceOf = ({ coalitionId }: Pick<Meeting, 'coalitionId'>) =>
  coalitionId ? forCoalition(coalitionId) : forMembers

/** Whom a new meeting is told. */
export const invited = ({ coalitionId }: Pick<Meeting, 'coalitionId'>): Recipients =>
  coalitionId ? { of: 'coalition', coalitionId } : { of: 'alliance' }
