import { check, fault, note, spoken } from '../check.ts'

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => `"${name}"`).join(', ')

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`

/** What the engines need to keep on writing for a day or two of alarm. */
const tight = 1_000_000_000
const full = 200_000_000

export const dataChecks = [
  check({
    name: 'tables',
    of: 'tables',
    looksAt: 'that every table is there, with its stream, its expiry and its recovery',
    judge: (tables) => {
      const missing = tables.filter(({ status }) => status === 'missing')
      const there = tables.filter(({ status }) => status !== 'missing')
      const without = (has: (table: (typeof tables)[number]) => unknown) => there.filter((each) => !has(each))
      const deaf = without(({ streams }) => streams)
      const keeping = without(({ expires }) => expires)
      const exposed = without(({ recoverable }) => recoverable ?? true)
      return [
        missing.length > 0 &&
          fault(
            `The ${missing.length === 1 ? 'table' : 'tables'} ${names(missing)} ${missing.length === 1 ? 'is' : 'are'} not there, and whatever needs ${missing.length === 1 ? 'it' : 'them'} fails.`,
            'Start the program once, or deploy; then restore the rows from a backup.',
          ),
        deaf.length > 0 &&
          fault(
            `${names(deaf)} has no stream, so that alerts are heard of a minute late, by the agenda alone, and webhooks never.`,
            'Deploy again; on one machine, restore from a backup with npm run backup -- restore.',
          ),
        keeping.length > 0 &&
          fault(
            `Expiry is off for ${names(keeping)}: what should be forgotten is kept, sessions and traces of people among it.`,
            'Deploy again, or switch time to live on for the attribute expiresAt.',
          ),
        exposed.length > 0 &&
          fault(
            `${names(exposed)} cannot be put back to an earlier minute, should somebody or something destroy rows.`,
            'Deploy again, or switch point-in-time recovery on.',
          ),
      ]
    },
  }),
  check({
    name: 'disk',
    of: 'disk',
    looksAt: 'the space that is left where the data lies',
    judge: ({ freeBytes, totalBytes }) => {
      const act = 'Make room, or move DATA_DIR to a larger disk while the program is stopped.'
      if (freeBytes < full || freeBytes < totalBytes / 100)
        return [
          fault(
            `Only ${megabytes(freeBytes)} are free: soon nothing can be written, and nobody warned.`,
            act,
          ),
        ]
      return [freeBytes < tight && note(`${megabytes(freeBytes)} are free.`, act)]
    },
  }),
  check({
    name: 'clock',
    of: 'clock',
    looksAt: 'whether this clock tells the time',
    judge: ({ aheadSeconds, asked, eventsAheadSeconds }) => [
      aheadSeconds === undefined &&
        note(
          `Nobody could be asked for the time (${asked}).`,
          'Compare the clock by hand, or name a reachable time server in TIME_SERVER.',
        ),
      aheadSeconds !== undefined &&
        Math.abs(aheadSeconds) > 60 &&
        fault(
          `The clock is ${spoken(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? 'ahead' : 'behind'}: links, codes and deadlines end at the wrong time, and AWS refuses calls.`,
          'Let the system keep the time (systemd-timesyncd, chrony), then start the program again.',
        ),
      eventsAheadSeconds > 60 &&
        fault(
          `The newest event lies ${spoken(eventsAheadSeconds)} in the future, so the clock was set back, or was wrong before.`,
          'Set it right now; what was scheduled meanwhile comes due when that time is reached.',
        ),
    ],
  }),
]
