import { type AgendaRow, unschedule } from '../../agenda/agenda.ts'
import type { Action } from '../../storage/store.ts'
import type { Alert } from '../schema.ts'
import type { Round } from './schema.ts'

/** The round that is open, if one is. */
export const openRound = ({ commentRounds }: Pick<Alert, 'commentRounds'>): Round | undefined => {
  const last = commentRounds.at(-1)
  return last?.closedAt ? undefined : last
}

/** The rounds with the open one closed, if one is. */
export const withRoundClosed = (alert: Pick<Alert, 'commentRounds'>, now: Date): Round[] => {
  const open = openRound(alert)
  return alert.commentRounds.map((each) => (each === open ? { ...each, closedAt: now.toISOString() } : each))
}

export const roundRow = (alertId: string, { number, until }: Round): AgendaRow => ({
  id: `comments-${alertId}-${number}`,
  kind: 'alert-comments',
  dueAt: new Date(until).toISOString(),
  every: 60,
  subject: alertId,
  data: { number },
})

/** Of the round that is open, if one is. A row that has come due already finds nothing to do, and goes by itself. */
export const unscheduleRound = (alert: Pick<Alert, 'id' | 'commentRounds'>): Action[] => {
  const open = openRound(alert)
  return open ? [unschedule(roundRow(alert.id, open))] : []
}
