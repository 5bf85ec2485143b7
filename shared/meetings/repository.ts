import { notFound, staleVersion } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { type Rsvp, rsvp } from './answers/rsvp.ts'
import { parseCounter } from './capacity/counter.ts'
import { answerKey, answers, counterKey, listKeys, meetingsOfOrganization, occurrences } from './keys.ts'
import { type Meeting, meeting } from './schema.ts'
import { inSeries } from './series/in-series.ts'

const table = 'meetings'

const records = collection({ table, noun: 'meeting', schema: meeting, lists: listKeys })

/** As they are stored: of one of a series, see `inSeries`. */
export const findMeetings = records.findMany

/** That the series of a meeting is as it was read with it. */
const seriesUnchanged = ({ occurrence }: Meeting): Action[] =>
  occurrence
    ? [
        {
          table,
          check: records.keyOf(occurrence.seriesId),
          if: { version: occurrence.seriesVersion },
          orElse: () => staleVersion('meeting'),
        },
      ]
    : []

export const replaceMeeting = (before: Meeting, after: Meeting): Action[] => [
  ...records.replace(before, after),
  ...seriesUnchanged(after),
]

export const meetingUnchanged = (unchanged: Meeting): Action[] => [
  records.unchanged(unchanged),
  ...seriesUnchanged(unchanged),
]

/** With what one of a series has from it. */
const whole = async (store: Store, found: Meeting): Promise<Meeting> => {
  if (!found.occurrence) return found
  const series = await records.find(store, found.occurrence.seriesId)
  return series ? inSeries(found, series) : found
}

export const getMeeting = async (store: Store, id: string): Promise<Meeting> => {
  const found = await records.find(store, id)
  if (!found) throw notFound('meeting')
  return whole(store, found)
}

/** Those of a series that stand apart from it, as they are stored, by the starts that the rule has. */
export const occurrencesOf = async (store: Store, seriesId: string): Promise<Meeting[]> => {
  const found: Meeting[] = []
  let after: Item | undefined
  do {
    const query = { partition: seriesId, prefix: occurrences, ...(after && { after }) }
    const page = await records.page(store, query)
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}

/** A meeting with its counter, which must be there before it is limited. */
export const createMeeting = (created: Meeting): Action[] => [
  ...records.create(created),
  { table, put: { ...counterKey(created.id), places: 0 } },
]

/** When to look, by start: from and to, both included. */
export interface Span {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface PageOf {
  readonly limit: number
  readonly after?: Item | undefined
}

const within = ({ from, to }: Span, { limit, after }: PageOf) => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to: `${to}\uffff` }),
  limit,
  ...(after && { after }),
})

/** The meetings of one list, by start. */
export const meetingsIn = (
  store: Store,
  partition: string,
  span: Span,
  page: PageOf,
): Promise<Page<Meeting>> => records.page(store, { partition, ...within(span, page) })

/** The ids of the meetings that an organization was told of, by start. */
export const placesOfOrganization = async (
  store: Store,
  organizationId: string,
  span: Span,
  page: PageOf,
) => {
  const partition = meetingsOfOrganization(organizationId)
  const { items, next } = await store.query({ table, partition, ...within(span, page) })
  return { ids: items.map(({ meetingId }) => meetingId as string), next }
}

/** A meeting, one contact's answer to it and the places taken, by one call; of one of a series, by another what it has from it. */
export const meetingWithAnswer = async (store: Store, id: string, contactId: string) => {
  const keys = [records.keyOf(id), answerKey(id, contactId), counterKey(id)]
  const [found, answer, counter] = await store.getMany(keys.map((key) => ({ table, key })))
  if (!found) throw notFound('meeting')
  return {
    meeting: await whole(store, records.parse(found)),
    answer: answer && rsvp.parse(answer),
    counter: parseCounter(counter),
  }
}

/** What some contacts answered, in their order. */
export const answersOf = async (store: Store, id: string, contactIds: readonly string[]) => {
  const found = await store.getMany(contactIds.map((contactId) => ({ table, key: answerKey(id, contactId) })))
  return found.map((item) => item && rsvp.parse(item))
}

/** A meeting and the places taken, by one call. */
export const meetingWithCounter = async (store: Store, id: string) => {
  const keys = [records.keyOf(id), counterKey(id)]
  const [found, counter] = await store.getMany(keys.map((key) => ({ table, key })))
  if (!found) throw notFound('meeting')
  return { meeting: await whole(store, records.parse(found)), counter: parseCounter(counter) }
}

export const allAnswers = async (store: Store, id: string): Promise<Rsvp[]> => {
  const found: Rsvp[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition: id, prefix: answers, ...(after && { after }) })
    found.push(...page.items.map((item) => rsvp.parse(item)))
    after = page.next
  } while (after)
  return found
}

/** Puts an answer in the place of the one that was read. */
export const putAnswer = (id: string, before: Rsvp | undefined, after: Rsvp): Action => ({
  table,
  put: { ...after, ...answerKey(id, after.contactId) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('answer'),
})
