import type { Contact } from '../schema.ts'

const day = 86_400_000

/** Half a year: after it, whoever answered is asked again. */
export const askedEvery = 182 * day

/**
 * Whether a contact is to be asked whether they are still the right one. Who is discreet is never asked: whoever
 * looks over their shoulder must not learn that they are in a roster.
 */
export const isToBeAsked = (
  { suppressed, discreet, lastConfirmedAt }: Contact,
  lastAskedAt: string | undefined,
  now: Date,
): boolean => {
  if (suppressed || discreet) return false
  const last = Math.max(Date.parse(lastAskedAt ?? '') || 0, Date.parse(lastConfirmedAt ?? '') || 0)
  return now.getTime() - last >= askedEvery
}

const first = 20
const most = 5000

/**
 * How many contacts are asked in an hour: few at first, twice as many each day, for the servers of the world believe a
 * sender whose mail grows slowly.
 */
export const waveSize = (startedAt: string, now: Date): number => {
  const days = Math.floor((now.getTime() - Date.parse(startedAt)) / day)
  return Math.min(most, first * 2 ** Math.min(days, 12))
}
