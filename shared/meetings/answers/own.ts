import type { Store } from '../../storage/store.ts'
import { answersOf } from '../repository.ts'
import type { Meeting } from '../schema.ts'

/** What a contact said of the whole series that a meeting is one of. */
export const answerToSeries = async (store: Store, { occurrence }: Meeting, contactId: string) => {
  const [answer] = occurrence ? await answersOf(store, occurrence.seriesId, [contactId]) : []
  return answer
}

/** What a contact said to a meeting; of the whole series, where nothing was said of this one. */
export const ownAnswer = async (store: Store, meeting: Meeting, contactId: string) => {
  const [[own], ofAll] = await Promise.all([
    answersOf(store, meeting.id, [contactId]),
    answerToSeries(store, meeting, contactId),
  ])
  return own?.answer ? own : (ofAll ?? own)
}
