import { notFound, staleVersion } from '../../errors.ts'
import { collection } from '../../storage/collection.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import type { PageOf } from '../repository.ts'
import { type Attendance, attendance, type Decision, decision, type Minutes, minutes } from './schema.ts'

const table = 'meetings'

const attendanceKey = (meetingId: string): Key => ({ pk: meetingId, sk: 'attendance' })
const minutesKey = (meetingId: string): Key => ({ pk: meetingId, sk: 'minutes' })

/** Version 0 until somebody has said who is there. */
export const findAttendance = async (store: Store, meetingId: string): Promise<Attendance> => {
  const item = await store.get(table, attendanceKey(meetingId))
  return item ? attendance.parse(item) : { present: [], by: { kind: 'system' }, version: 0 }
}

const condition = ({ version }: { readonly version: number } = { version: 0 }) =>
  version === 0 ? ('absent' as const) : { version }

export const putAttendance = (meetingId: string, before: Attendance, after: Attendance): Action => ({
  table,
  put: { ...after, ...attendanceKey(meetingId) },
  if: condition(before),
  orElse: () => staleVersion('attendance'),
})

/** Fails the transaction when others are there than were read. */
export const attendanceUnchanged = (meetingId: string, { version }: Attendance): Action => ({
  table,
  check: attendanceKey(meetingId),
  if: { version },
  orElse: () => staleVersion('attendance'),
})

export const findMinutes = async (store: Store, meetingId: string): Promise<Minutes | undefined> => {
  const item = await store.get(table, minutesKey(meetingId))
  return item && minutes.parse(item)
}

export const putMinutes = (before: Minutes | undefined, after: Minutes): Action => ({
  table,
  put: { ...after, ...minutesKey(after.meetingId) },
  if: condition(before),
  orElse: () => staleVersion('minutes'),
})

const prefix = 'decision#'
/** The list of a coalition, or of a situation. */
const under = (subject: string) => `decisions#${subject}`

const lists = ({ id, meetingId, coalitionId, situationId, decidedAt }: Decision): Key[] => [
  { pk: meetingId, sk: `${prefix}${decidedAt}#${id}` },
  ...[coalitionId, situationId].flatMap((subject) =>
    subject ? [{ pk: under(subject), sk: `${decidedAt}#${id}` }] : [],
  ),
]

const records = collection({ table, noun: 'decision', schema: decision, lists })

export const createDecision = records.create
export const findDecisions = records.findMany

export const getDecision = async (store: Store, id: string): Promise<Decision> => {
  const found = await records.find(store, id)
  if (!found) throw notFound('decision')
  return found
}

const onward = ({ limit, after }: PageOf) => ({ limit, ...(after && { after }) })

/** What one meeting decided, oldest first. */
export const decisionsOfMeeting = (store: Store, meetingId: string, page: PageOf): Promise<Page<Decision>> =>
  records.page(store, { partition: meetingId, prefix, ...onward(page) })

/** All that one meeting decided. */
export const allDecisions = async (store: Store, meetingId: string): Promise<Decision[]> => {
  const found: Decision[] = []
  let after: Item | undefined
  do {
    const page = await decisionsOfMeeting(store, meetingId, { limit: 200, after })
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}

/** What was decided by a coalition or on a situation, newest first. */
export const decisionsUnder = (store: Store, subject: string, page: PageOf): Promise<Page<Decision>> =>
  records.page(store, { partition: under(subject), descending: true, ...onward(page) })
