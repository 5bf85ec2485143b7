import { Temporal } from 'temporal-polyfill'
import type { Meeting } from '../schema.ts'
import { minutesAfter } from '../time.ts'
import { laterOfTwo, notAnInstance, nothingLeft } from './errors.ts'
import { hasUntil, ruleUntil, startsOf } from './rule.ts'
import type { ClockChange, Recurrence } from './schema.ts'

/** One meeting of a series as its rule has it. */
export interface Instance {
  /** Its start on the clock of the series, by the rule alone. */
  readonly recurrenceId: string
  readonly startsAtUtc: string
  readonly endsAtUtc: string
  /** What the clock shows, where a change skips or repeats the time that the rule has. */
  readonly clockChange?: ClockChange
}

type Timed = Pick<Meeting, 'startsAt' | 'timeZone' | 'durationMinutes'>

/** RFC 5545 §3.3.5: of two times the first; for one that is skipped, by the offset before the change. */
const instanceAt = (recurrenceId: string, { timeZone, durationMinutes }: Timed): Instance => {
  const plain = Temporal.PlainDateTime.from(recurrenceId)
  const at = plain.toZonedDateTime(timeZone)
  const shown = at.toPlainDateTime()
  const startsAtUtc = new Date(at.epochMilliseconds).toISOString()
  const later = plain.toZonedDateTime(timeZone, { disambiguation: 'later' })
  const because = !shown.equals(plain) ? 'skipped' : later.equals(at) ? undefined : 'repeated'
  const startsAt = at.toString({ timeZoneName: 'never', smallestUnit: 'minute' })
  return {
    recurrenceId,
    startsAtUtc,
    endsAtUtc: minutesAfter(startsAtUtc, durationMinutes),
    ...(because && { clockChange: { recurrenceId, startsAt, because } }),
  }
}

/** Every meeting that a rule has, also those left out. */
const allInstances = (rule: string, timed: Timed) =>
  startsOf(rule, timed).map((start) => instanceAt(start, timed))

type Repeated = Timed & { readonly recurrence?: Recurrence | undefined }

/** Of a series as it was read, reckoned once: a mail asks for them several times, and a feed for those of many series. */
const reckoned = new WeakMap<Repeated, Instance[]>()

/** Every start that the rule of a series has. */
export const everyInstance = (series: Repeated): readonly Instance[] => {
  if (!series.recurrence) return []
  const known = reckoned.get(series) ?? allInstances(series.recurrence.rule, series)
  reckoned.set(series, known)
  return known
}

/** The meetings of a series as it was called, whatever became of each. */
export const instancesOf = (series: Repeated): Instance[] => {
  const { recurrence } = series
  return everyInstance(series).filter(({ recurrenceId }) => !recurrence!.except.includes(recurrenceId))
}

/** Of a start that a clock change repeats the later, so that no calendar finds it behind the end. */
const latest = (recurrenceId: string, timeZone: string) => {
  const at = Temporal.PlainDateTime.from(recurrenceId).toZonedDateTime(timeZone, { disambiguation: 'later' })
  return new Date(at.epochMilliseconds).toISOString()
}

/** The rule of a series as calendars are to have it; of one that was called off, as far as it came. */
export const ruleForCalendars = (series: Repeated, last?: Instance) => {
  const { rule } = series.recurrence!
  if (!last && !hasUntil(rule)) return rule
  const { recurrenceId } = last ?? everyInstance(series).at(-1)!
  return ruleUntil(rule, latest(recurrenceId, series.timeZone))
}

/** A series from its first meeting on. */
export const layOut = (
  timed: Timed & Pick<Meeting, 'startsAtUtc'>,
  { rule, except }: Pick<Recurrence, 'rule' | 'except'>,
  now: Date,
): Recurrence => {
  const all = allInstances(rule, timed)
  const starts = all.map(({ recurrenceId }) => recurrenceId)
  for (const [at, each] of except.entries()) if (!starts.includes(each)) throw notAnInstance(at)
  const kept = all.filter(({ recurrenceId }) => !except.includes(recurrenceId))
  const last = kept.at(-1)
  if (!last) throw nothingLeft()
  if (all[0]!.startsAtUtc !== timed.startsAtUtc) throw laterOfTwo()
  return {
    // As people gave it: an UNTIL that were the last start would lose that one as soon as the series moves.
    rule,
    except: [...except].sort(),
    count: kept.length,
    lastStartsAtUtc: last.startsAtUtc,
    endsAtUtc: last.endsAtUtc,
    clockChanges: kept.flatMap(({ clockChange }) => clockChange ?? []),
    since: now.toISOString(),
    told: [...except].sort(),
  }
}
