import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import type { Action } from '../../storage/store.ts'
import { nudgeAt } from '../reminders/plan.ts'
import type { Poll } from './schema.ts'

type Planned = Pick<Poll, 'id' | 'closesAt' | 'createdAt'>

/** Comes again until it has been seen to; what was done at its first coming is found done. */
const patience = 900

const deadlineRow = ({ id, closesAt }: Planned): AgendaRow => ({
  id: `deadline-${id}`,
  kind: 'poll-deadline',
  dueAt: closesAt,
  every: patience,
  subject: id,
})

const nudgeRow = ({ id, closesAt, createdAt }: Planned): AgendaRow => ({
  id: `nudge-${id}`,
  kind: 'poll-nudge',
  dueAt: new Date(nudgeAt(Date.parse(closesAt), Date.parse(createdAt))).toISOString(),
  every: patience,
  subject: id,
})

/** What is due of a poll: a word to the silent before it closes, and its end. */
export const planPoll = (poll: Planned): Action[] => [schedule(nudgeRow(poll)), schedule(deadlineRow(poll))]

export const unplanPoll = (poll: Planned): Action[] => [
  unschedule(nudgeRow(poll)),
  unschedule(deadlineRow(poll)),
]
