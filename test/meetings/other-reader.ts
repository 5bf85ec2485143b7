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

const run = (program: string, messages: readonly unknown[]) =>
  JSON.parse(
    execFileSync(python, [fileURLToPath(new URL(program, import.meta.url))], {
      input: JSON.stringify(messages),
      encoding: 'utf8',
    }),
  )

/** A calendar that is not ours, after each of the messages it got: its entries by their UID. */
export const importInto = (messages: readonly string[]): Record<string, Held>[] =>
  run('calendar-store.py', messages)

/** The same for series: after each message, what takes place, as start in UTC and title. */
export const importSeries = (messages: readonly string[]): [start: string, title: string][][] =>
  run('series-store.py', messages)

/** The starts that rules have, each given with its first. */
export const startsByRule = (rules: readonly (readonly [rule: string, startsAt: string])[]): string[][] =>
  run('rule-starts.py', rules)
