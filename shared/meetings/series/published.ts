import type { MeetingNotice } from '../enlist.ts'
import type { Meeting } from '../schema.ts'
import { exceptNow, momentsOf, overridesOf, standingInstances } from './content.ts'
import { ruleForCalendars } from './instances.ts'
import { zoneBlock } from './zone.ts'

/** What a feed shows: a meeting, what is told of it, and, of a series, those of its meetings that stand apart from it. */
interface Noticed {
  readonly meeting: Meeting
  readonly apart: readonly Meeting[]
  readonly notice: MeetingNotice
}

type Held = Partial<Pick<MeetingNotice, 'method'> & NonNullable<MeetingNotice['series']>>

/**
 * Called off half-way, a series ends with the last that had begun, and has none that was off by then; called off before
 * it began, all of it is off.
 */
const asHeld = (series: Meeting, apart: readonly Meeting[]): Held => {
  const { status, recurrence } = series
  if (status !== 'cancelled' || !recurrence) return {}
  const standing = standingInstances(series, apart)
  const wasHeld = ({ startsAtUtc }: { readonly startsAtUtc: string }) => startsAtUtc <= recurrence.since
  const last = standing.findLastIndex(wasHeld)
  if (last < 0) return { except: recurrence.except, overrides: [] }
  const off = standing.slice(0, last).filter((each) => !wasHeld(each) && !each.apart)
  return {
    method: 'request',
    rule: ruleForCalendars(series, standing[last]),
    except: [...exceptNow(series, apart), ...off.map(({ recurrenceId }) => recurrenceId)].sort(),
    overrides: overridesOf(series, apart, '').filter(({ startsAt }) => startsAt <= recurrence.since),
  }
}

/** All of a series, also what was: a feed is read anew each time, and what it does not say is forgotten. */
const published = ({ meeting: series, apart, notice }: Noticed): MeetingNotice => {
  if (!notice.series) return notice
  const { method = notice.method, ...held } = asHeld(series, apart)
  const overrides = overridesOf(series, apart, '')
  return { ...notice, method, series: { ...notice.series, overrides, ...held } }
}

/** What feeds show of some meetings; those that go by one clock have one VTIMEZONE, right for all of them. */
export const publishedNotices = (all: readonly Noticed[]): MeetingNotice[] => {
  const series = all.filter(({ notice }) => notice.series)
  const zones = new Map(
    [...Map.groupBy(series, ({ meeting }) => meeting.timeZone)].map(([timeZone, those]) => {
      const moments = those.flatMap(({ meeting, apart }) =>
        momentsOf(meeting, overridesOf(meeting, apart, '')),
      )
      return [timeZone, zoneBlock(timeZone, moments)]
    }),
  )
  return all
    .map(published)
    .map(({ series, ...notice }) =>
      series ? { ...notice, series: { ...series, zone: zones.get(notice.timeZone)! } } : notice,
    )
}
