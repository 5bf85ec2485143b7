import { alreadyExpired, expiresTooLate } from './errors.ts'
import type { Alert } from './schema.ts'

const farthest = 10 * 366 * 86_400_000

type Content = Pick<Alert['content'], 'expiresAt'>

/** An alert that nobody renews must end within the memory of people, and at a time that calendars can write. */
export const requireAhead = ({ expiresAt }: Content, now: Date) => {
  const end = Date.parse(expiresAt)
  if (end <= now.getTime()) throw alreadyExpired()
  if (end > now.getTime() + farthest) throw expiresTooLate()
}

export const hasExpired = ({ expiresAt }: Content, now: Date) => Date.parse(expiresAt) <= now.getTime()
