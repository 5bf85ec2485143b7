import type { Context } from 'hono'
import type { Env } from './env.ts'

/** A calendar object as a file to open. */
export const calendarFile = (c: Context<Env>, calendar: string) =>
  c.body(calendar, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'attachment; filename="invitation.ics"',
  })
