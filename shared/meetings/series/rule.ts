import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { badRule, endlessSeries, tooLongSeries } from './errors.ts'

const years = 10
/** Weekly for ten years. */
const most = 520

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const list = (item: string) => new RegExp(`^${item}(,${item}){0,30}$`)

const shapes: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d?$/,
  COUNT: /^[1-9]\d{0,5}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  BYDAY: list('([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)'),
  BYMONTHDAY: list('[+-]?([1-9]|[12]\\d|3[01])'),
  BYMONTH: list('([1-9]|1[0-2])'),
  // In any month each weekday comes four times.
  BYSETPOS: /^[+-]?[1-4]$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

type Parts = Readonly<Record<string, string | undefined>>

const partsOf = (rule: string): Parts => {
  const parts: Record<string, string> = {}
  for (const part of rule.split(';')) {
    const [name = '', value = ''] = part.split('=')
    if (!shapes[name]?.test(value)) throw badRule('has a part that is not taken, or not so')
    if (parts[name] !== undefined) throw badRule('says the same part twice')
    parts[name] = value
  }
  return parts
}

const has = (value: string | undefined, name: string | number) =>
  value === undefined || value.split(',').some((each) => each.replace(/^[+]/, '') === String(name))

/** What a rule may say together, so that it always has a next, and every calendar reads it alike. */
const requireSound = ({ FREQ, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS }: Parts) => {
  if (!FREQ) throw badRule('has no FREQ')
  if (COUNT === undefined && UNTIL === undefined) throw endlessSeries()
  if (COUNT !== undefined && UNTIL !== undefined) throw badRule('has COUNT and UNTIL')
  const byMonth = FREQ === 'MONTHLY' || (FREQ === 'YEARLY' && BYMONTH !== undefined)
  if (/\d/.test(BYDAY ?? '') && !byMonth) throw badRule('counts weekdays, which is for months')
  if (FREQ === 'YEARLY' && BYDAY !== undefined && BYMONTH === undefined)
    throw badRule('has weekdays of a year without its months')
  if (BYMONTHDAY !== undefined && !['MONTHLY', 'YEARLY'].includes(FREQ))
    throw badRule('has days of the month, which is for months')
  if (BYSETPOS !== undefined && (FREQ !== 'MONTHLY' || BYDAY === undefined || /\d/.test(BYDAY) || BYMONTHDAY))
    throw badRule('has BYSETPOS, which is for weekdays of a month')
}

const requireOnStart = ({ BYDAY, BYMONTH, BYMONTHDAY }: Parts, start: Temporal.PlainDateTime) => {
  const weekdays = BYDAY?.replaceAll(/[+-]?\d/g, '')
  const fromEnd = start.day - start.daysInMonth - 1
  const onDay = has(BYMONTHDAY, start.day) || has(BYMONTHDAY, fromEnd)
  if (!has(weekdays, days[start.dayOfWeek - 1]!) || !has(BYMONTH, start.month) || !onDay)
    throw badRule('does not have the start among its days')
}

/** The end of a rule as the clock there shows it. */
const untilOf = (until: string, timeZone: string) => {
  const [, date, time = 'T235959', utc] = /^(\d{8})(T\d{6})?(Z?)$/.exec(until)!
  try {
    const plain = Temporal.PlainDateTime.from(`${date}${time}`)
    return utc ? plain.toZonedDateTime('UTC').withTimeZone(timeZone).toPlainDateTime() : plain
  } catch {
    throw badRule('has an UNTIL that is no date')
  }
}

interface Start {
  readonly startsAt: string
  readonly timeZone: string
}

const without = (rule: string, ...names: string[]) =>
  rule
    .split(';')
    .filter((part) => !names.includes(part.split('=')[0]!))
    .join(';')

/**
 * The starts that a rule has, as the clock there shows them by the rule alone.
 * @throws `invalid` for a rule that is not taken, has no end, goes on too long, or does not begin with the start
 */
export const startsOf = (rule: string, { startsAt, timeZone }: Start): string[] => {
  const parts = partsOf(rule)
  requireSound(parts)
  const start = Temporal.PlainDateTime.from(startsAt)
  requireOnStart(parts, start)
  const until = parts['UNTIL'] === undefined ? undefined : untilOf(parts['UNTIL'], timeZone)
  const horizon = start.add({ years }).toString()
  const count = Number(parts['COUNT'] ?? Number.POSITIVE_INFINITY)
  const iterator = ICAL.Recur.fromString(without(rule, 'COUNT', 'UNTIL')).iterator(
    ICAL.Time.fromDateTimeString(`${startsAt}:00`),
  )
  const starts: string[] = []
  while (starts.length < count) {
    const next = iterator.next()?.toString()
    if (!next || (until && next > until.toString())) break
    if (next > horizon || starts.length >= most) throw tooLongSeries(years, most)
    starts.push(next.slice(0, 16))
  }
  if (starts[0] !== startsAt) throw badRule('does not begin with the start')
  if (starts.length < 2) throw badRule('has one meeting only')
  return starts
}

/** The rule as calendars are to have it: with a zone, an UNTIL is in UTC (RFC 5545 §3.3.10). */
export const ruleUntil = (rule: string, lastStartsAtUtc: string) => {
  if (!/(^|;)UNTIL=/.test(rule)) return rule
  const until = lastStartsAtUtc.replaceAll(/[-:]|\.\d+/g, '')
  return `${without(rule, 'UNTIL')};UNTIL=${until}`
}
