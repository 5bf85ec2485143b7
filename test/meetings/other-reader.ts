import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Debian's own, for which `python3-icalendar` is installed.
const python = '/usr/bin/python3'

export const hasOtherReader = spawnSync(python, ['-c', 'import icalendar']).status === 0

/** What stands in an entry of a calendar. */
export interface Held {
  readonly sequence: number
  readonly start: string
  readonly end: string
  readonly summary: string
  readonly location: string
  readonly status: string
  readonly organizer: string
  readonly attendee: string
}

/** A calendar that is not ours, after each of the messages it got: its entries by their UID. */
export const importInto = (messages: readonly string[]): Record<string, Held>[] =>
  JSON.parse(
    execFileSync(python, [fileURLToPath(new URL('calendar-store.py', import.meta.url))], {
      input: JSON.stringify(messages),
      encoding: 'utf8',
    }),
  )
