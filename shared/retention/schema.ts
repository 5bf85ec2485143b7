import * as z from 'zod'

/** Days after which something goes; `null` keeps it as long as the alliance exists. A month at least: work is not done sooner. */
const days = z.int().min(30).max(3650)
const chosen = days.nullable().default(null)

/** How long the alliance keeps what names persons or is in their words, by what people call it. */
export const retention = z.strictObject({
  /** Mails that came back, from when they were dealt with. */
  replies: chosen,
  /** Reports from the field, from when it was decided what becomes of them. */
  fieldReports: chosen,
  /** Tasks, from when they were closed. */
  tasks: chosen,
  /** Who asked to join: from the decision, or from the day they asked where nobody decided. */
  applications: chosen,
  /** What was written beside answers to meetings and polls, and who was named in them, from their end. */
  answers: chosen,
  /** Mails that are neither evidence nor invitations: what they said, whom they told and what became of each. */
  mails: chosen,
  /** Notes of who was refused, took data out or read what is sensitive. */
  audit: days.default(400),
})
export type Retention = z.infer<typeof retention>
export type Part = keyof Retention

export const parts = Object.keys(retention.shape) as Part[]

const orForever = (limit: number | null) => limit ?? Number.POSITIVE_INFINITY

/** Whether something would be gone sooner than before: that cannot be taken back. */
export const isShorter = (before: Retention, after: Retention) =>
  parts.some((part) => orForever(after[part]) < orForever(before[part]))

const day = 86_400_000

/** Before which moment everything of a part is to be gone; nothing where it is kept. */
export const cutoffOf = (limit: number | null, now: Date): string | undefined =>
  limit === null ? undefined : new Date(now.getTime() - limit * day).toISOString()
