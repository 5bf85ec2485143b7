import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import type { Action } from '../../storage/store.ts'
import type { Meeting } from '../schema.ts'

const hour = 3_600_000
const day = 24 * hour

/**
 * Something that the invited hear of before a meeting: a reminder, or, for the silent, a word before the deadline, or
 * when somebody asks for it.
 */
export interface Reminder {
  readonly what: 'reminder' | 'nudge' | 'asked'
  /** When it is due, and from when on it may come, to reach somebody awake. */
  readonly at: string
  readonly earliest: string
}

type Planned = Pick<
  Meeting,
  'id' | 'status' | 'startsAtUtc' | 'rsvpBy' | 'reminders' | 'createdAt' | 'recurrence' | 'occurrence'
>

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** A short lead is kept to the minute; a long one may lengthen by a weekend, but never comes on the heels of the call. */
const reminder = (what: Reminder['what'], due: number, until: number, calledAt: number): Reminder => {
  const slack = until - due >= 6 * hour ? 3 * day : 0
  return { what, at: iso(due), earliest: iso(Math.max(due - slack, (calledAt + due) / 2)) }
}

/** A nudge comes two days before the deadline, or half way to it. */
export const nudgeAt = (deadline: number, calledAt: number) =>
  deadline - Math.min(2 * day, (deadline - calledAt) / 2)

/** What the invited are to hear before a meeting, earliest first. */
export const remindersOf = ({ status, startsAtUtc, rsvpBy, reminders, createdAt }: Planned): Reminder[] => {
  if (status === 'cancelled') return []
  const [start, called] = [Date.parse(startsAtUtc), Date.parse(createdAt)]
  const before = reminders.map((minutes) => reminder('reminder', start - minutes * 60_000, start, called))
  const deadline = rsvpBy === undefined ? undefined : Date.parse(rsvpBy)
  const nudge = deadline === undefined ? [] : [reminder('nudge', nudgeAt(deadline, called), deadline, called)]
  return [...before, ...nudge].filter(({ at }) => at > createdAt).sort((a, b) => a.at.localeCompare(b.at))
}

/** Comes again until it has been seen to: whoever takes it up at its second coming finds who was told. */
const patience = 900

/** The row that has somebody reminded from a moment on; each moment is a row of its own. */
export const reminderRow = (id: Meeting['id'], { what, at }: Reminder, dueAt: string): AgendaRow => ({
  id: `${what}-${id}-${Date.parse(at).toString(36)}-${Date.parse(dueAt).toString(36)}`,
  kind: 'meeting-reminder',
  dueAt,
  every: patience,
  subject: id,
  data: { what, at },
})

const deadlineRow = (id: Meeting['id'], rsvpBy: string): AgendaRow => ({
  id: `deadline-${id}-${Date.parse(rsvpBy).toString(36)}`,
  kind: 'meeting-deadline',
  dueAt: rsvpBy,
  every: patience,
  subject: id,
  data: { at: rsvpBy },
})

/** How long after an answer it is looked whether all have answered; answers in between are one look. */
const looksEvery = 600_000

/** The row that has it looked at soon whether all have answered. */
export const completionRow = (id: Meeting['id'], now: Date): AgendaRow => ({
  id: `answers-${id}`,
  kind: 'meeting-answers',
  dueAt: iso((Math.floor(now.getTime() / looksEvery) + 1) * looksEvery),
  subject: id,
})

/** The row that has a series looked at: when its next meeting begins, the one after comes next. */
export const seriesRow = (id: Meeting['id'], dueAt: string): AgendaRow => ({
  id: `series-${id}-${Date.parse(dueAt).toString(36)}`,
  kind: 'meeting-series',
  dueAt,
  every: patience,
  subject: id,
})

/** Of a series only the one that comes next has its reminders on the agenda. */
const waits = ({ recurrence, occurrence }: Planned) => recurrence !== undefined || occurrence?.next === false

/** A deadline is set for one meeting alone, and may pass long before that one comes next. */
const rowsOf = (meeting: Planned): AgendaRow[] => {
  const { id, status, rsvpBy } = meeting
  const first = remindersOf(meeting)
    .filter(({ what }) => what === 'nudge' || !waits(meeting))
    .map((each) => reminderRow(id, each, each.earliest))
  return rsvpBy === undefined || status === 'cancelled' ? first : [...first, deadlineRow(id, rsvpBy)]
}

/** Puts on the agenda what is to come of a meeting, and takes off what was and is not any more. */
export const replan = (before: Planned | undefined, after: Planned, now: Date): Action[] => {
  const rows = rowsOf(after)
  const gone = before ? rowsOf(before).filter(({ id }) => !rows.some((row) => row.id === id)) : []
  const known = new Set(before ? rowsOf(before).map(({ id }) => id) : [])
  const comes = ({ id, dueAt, data }: AgendaRow) =>
    !known.has(id) && String(data?.['at'] ?? dueAt) > now.toISOString()
  return [...gone.map(unschedule), ...rows.filter(comes).map(schedule)]
}
