import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { badRule, dayNotInAll, endlessSeries, tooLongSeries } from './errors.ts'

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
const requireSound = ({
  FREQ,
  INTERVAL = '1',
  COUNT,
  UNTIL,
  BYDAY,
  BYMONTHDAY,
  BYMONTH,
  BYSETPOS,
}: Parts) => {
  if (!FREQ) throw badRule('has no FREQ')
  if (COUNT === undefined && UNTIL === undefined) throw endlessSeries()
  if (COUNT !== undefined && UNTIL !== undefined) throw badRule('has COUNT and UNTIL')
  const byMonth = FREQ === 'MONTHLY' || (FREQ === 'YEARLY' && BYMONTH !== undefined)
  if (/\d/.test(BYDAY ?? '') && !byMonth) throw badRule('counts weekdays, which is for months')
  if (FREQ === 'YEARLY' && (BYDAY ?? BYMONTHDAY) !== undefined && BYMONTH === undefined)
    throw badRule('has days of a year without its months')
  if (/\d/.test(BYDAY ?? '') && (BYMONTHDAY !== undefined || /(^|,)[A-Z]/.test(BYDAY!)))
    throw badRule('has weekdays with a number beside other days')
  if (FREQ === 'MONTHLY' && BYMONTH !== undefined && INTERVAL !== '1')
    throw badRule('names months beside an INTERVAL of months')
  if (BYMONTHDAY !== undefined && !['MONTHLY', 'YEARLY'].includes(FREQ))
    throw badRule('has days of the month, which is for months')
  if (BYSETPOS !== undefined && (FREQ !== 'MONTHLY' || BYDAY === undefined || /\d/.test(BYDAY) || BYMONTHDAY))
    throw badRule('has BYSETPOS, which is for weekdays of a month')
}

/** Whether a start is the one of its month's weekdays that BYSETPOS takes. */
const isInPlace = ({ BYDAY, BYSETPOS }: Parts, start: Temporal.PlainDateTime) => {
  if (BYSETPOS === undefined) return true
  const ofMonth = Array.from({ length: start.daysInMonth }, (_, at) => start.with({ day: at + 1 })).filter(
    (day) => has(BYDAY, days[day.dayOfWeek - 1]!),
  )
  const at = Number(BYSETPOS)
  return ofMonth.at(at > 0 ? at - 1 : at)?.day === start.day
}

const requireOnStart = (parts: Parts, start: Temporal.PlainDateTime) => {
  const { BYDAY, BYMONTH, BYMONTHDAY } = parts
  const weekdays = BYDAY?.replaceAll(/[+-]?\d/g, '')
  const fromEnd = start.day - start.daysInMonth - 1
  const onDay = has(BYMONTHDAY, start.day) || has(BYMONTHDAY, fromEnd)
  if (!has(weekdays, days[start.dayOfWeek - 1]!) || !has(BYMONTH, start.month) || !onDay)
    throw badRule('does not have the start among its days')
  if (!isInPlace(parts, start)) throw badRule('does not begin with the start')
}

/** Of a day that some years or months lack, calendars make the day after, or leave it out. */
const requireEachYear = ({ FREQ, BYDAY, BYMONTHDAY, BYMONTH }: Parts, start: Temporal.PlainDateTime) => {
  if (FREQ !== 'YEARLY' || BYDAY !== undefined || BYMONTHDAY !== undefined) return
  const months = (BYMONTH ?? String(start.month)).split(',').map(Number)
  const inCommonYears = months.map((month) => new Temporal.PlainYearMonth(2027, month).daysInMonth)
  if (start.day > Math.min(...inCommonYears)) throw dayNotInAll()
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

/** As every calendar reads it alike: some take the months of a year in the order in which they are given. */
export const ruleInOrder = (rule: string) =>
  rule.replace(/(?<=(^|;)BYMONTH=)[\d,]+/, (months) =>
    months
      .split(',')
      .sort((a, b) => Number(a) - Number(b))
      .join(','),
  )

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
  requireEachYear(parts, start)
  const until = parts['UNTIL'] === undefined ? undefined : untilOf(parts['UNTIL'], timeZone)
  const horizon = start.add({ years }).toString()
  const count = Number(parts['COUNT'] ?? Number.POSITIVE_INFINITY)
  const iterator = ICAL.Recur.fromString(without(rule, 'COUNT', 'UNTIL')).iterator(
    ICAL.Time.fromDateTimeString(`${startsAt}:00`),
  )
  const starts: string[] = []
  for (let turn = 0; starts.length < count; turn++) {
    const next = iterator.next()?.toString()
    if (!next || (until && next > until.toString())) break
    if (next > horizon || turn >= most) throw tooLongSeries(years, most)
    const start = next.slice(0, 16)
    // With months named, some rules come to their first month twice there.
    if (start > (starts.at(-1) ?? '')) starts.push(start)
  }
  if (starts[0] !== startsAt) throw badRule('does not begin with the start')
  if (starts.length < 2) throw badRule('has one meeting only')
  return starts
}

export const hasUntil = (rule: string) => /(^|;)UNTIL=/.test(rule)

/** A rule that ends with the start at an instant: with a zone, an UNTIL is in UTC (RFC 5545 §3.3.10). */
export const ruleUntil = (rule: string, instant: string) =>
  `${without(rule, 'COUNT', 'UNTIL')};UNTIL=${instant.replaceAll(/[-:]|\.\d+/g, '')}`
