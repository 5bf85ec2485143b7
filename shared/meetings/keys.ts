import type { Key } from '../storage/store.ts'
import type { Meeting } from './schema.ts'

type Placed = Pick<Meeting, 'id' | 'startsAtUtc' | 'coalitionId' | 'occurrence'>

/** Lists are sorted by start. */
export const placeOf = ({ id, startsAtUtc }: Pick<Placed, 'id' | 'startsAtUtc'>) => `${startsAtUtc}#${id}`

export const everyMeeting = 'meetings'
export const meetingsOfCoalition = (coalitionId: string) => `coalition#${coalitionId}`
export const meetingsOfOrganization = (organizationId: string) => `organization#${organizationId}`

/** Beside a series stand those of its meetings that are apart from it. */
export const occurrences = 'occurrence#'

export const listKeys = (meeting: Placed): Key[] => {
  const sk = placeOf(meeting)
  const all = { pk: everyMeeting, sk }
  const { id, coalitionId, occurrence } = meeting
  return [
    all,
    ...(coalitionId ? [{ pk: meetingsOfCoalition(coalitionId), sk }] : []),
    ...(occurrence
      ? [{ pk: occurrence.seriesId, sk: `${occurrences}${occurrence.recurrenceIdUtc}#${id}` }]
      : []),
  ]
}

/** The answers of a meeting stand beside it. */
export const answers = 'rsvp#'
export const answerKey = (meetingId: string, contactId: string): Key => ({
  pk: meetingId,
  sk: `${answers}${contactId}`,
})

/** The places taken; apart from the meeting, whose version an answer must not raise. */
export const counterKey = (meetingId: string): Key => ({ pk: meetingId, sk: 'counter' })
