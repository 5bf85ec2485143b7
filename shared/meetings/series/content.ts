import type { MeetingContent } from '../../rendering/mails/meeting-content.ts'
import { agendaText } from '../agenda-text.ts'
import type { Meeting } from '../schema.ts'
import { everyInstance, type Instance, instancesOf, ruleForCalendars } from './instances.ts'
import { zoneBlock } from './zone.ts'

export const isOff = ({ status }: Meeting) => status === 'cancelled'

/** Those apart from a series that belong to its present times. */
export const ofNow = (series: Meeting, apart: readonly Meeting[]) =>
  apart.filter(({ occurrence }) => occurrence?.timeSequence === series.timeSequence)

/** What the rule has and the series has not: as it was called, and what was cancelled since. */
export const exceptNow = (series: Meeting, apart: readonly Meeting[]): string[] =>
  [
    ...(series.recurrence?.except ?? []),
    ...ofNow(series, apart)
      .filter(isOff)
      .map(({ occurrence }) => occurrence!.recurrenceId),
  ].sort()

export interface Standing extends Instance {
  /** What stands apart from the series in this place. */
  readonly apart?: Meeting
}

/** Each meeting of a series as it stands, by the rule's order: as the rule has it, moved, or called off. */
export const standingInstances = (series: Meeting, apart: readonly Meeting[]): Standing[] => {
  const known = new Map(ofNow(series, apart).map((one) => [one.occurrence!.recurrenceId, one]))
  return instancesOf(series).map((instance) => {
    const one = known.get(instance.recurrenceId)
    const { startsAtUtc, endsAtUtc } = one ?? instance
    return { ...instance, startsAtUtc, endsAtUtc, ...(one && { apart: one }) }
  })
}

/** So many dates a mail shows. */
const shown = 6

/**
 * What is told with the series as an entry of its own: what stands apart, and what its clock shows twice or skips,
 * of which each calendar makes another time.
 * @param from what ended before is not told any more
 */
export const overridesOf = (series: Meeting, apart: readonly Meeting[], from: string) =>
  standingInstances(series, apart)
    .filter(({ apart: one, clockChange, endsAtUtc }) => {
      const isOwn = one?.occurrence?.changed || clockChange !== undefined
      return isOwn && !(one && isOff(one)) && endsAtUtc > from
    })
    .map(({ recurrenceId, startsAtUtc: startsAt, endsAtUtc: endsAt, apart: one }) => {
      const { sequence, updatedAt: revisedAt, title, location } = one?.occurrence?.changed ? one : series
      return {
        recurrenceId,
        sequence,
        revisedAt,
        startsAt,
        endsAt,
        title,
        location,
        agenda: agendaText(one ?? series),
      }
    })

type Override = ReturnType<typeof overridesOf>[number]

/** Every moment that calendars are to find by the clock of a series. */
export const momentsOf = (series: Meeting, overrides: readonly Override[]) => [
  ...everyInstance(series).map(({ startsAtUtc }) => startsAtUtc),
  series.endsAtUtc,
  ...overrides.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
]

/** What is told of a series besides its first meeting. */
export const seriesContent = (series: Meeting, apart: readonly Meeting[]): Pick<MeetingContent, 'series'> => {
  const { recurrence, timeZone, updatedAt } = series
  if (!recurrence) return {}
  const standing = standingInstances(series, apart).filter((each) => !each.apart || !isOff(each.apart))
  const dates = standing.map(({ startsAtUtc }) => startsAtUtc).sort()
  const next = dates.filter((date) => date > updatedAt).slice(0, shown)
  const overrides = overridesOf(series, apart, updatedAt)
  return {
    series: {
      rule: ruleForCalendars(series),
      except: exceptNow(series, apart),
      zone: zoneBlock(timeZone, momentsOf(series, overrides)),
      count: standing.length,
      last: dates.at(-1) ?? recurrence.lastStartsAtUtc,
      next,
      overrides,
    },
  }
}

/** What is told of one of a series besides what any meeting has. */
export const occurrenceContent = ({
  occurrence,
  startsAtUtc,
  endsAtUtc,
}: Meeting): Pick<MeetingContent, 'occurrence'> => {
  if (!occurrence) return {}
  const { recurrenceIdUtc, recurrenceId, timeZone } = occurrence
  const zone = zoneBlock(timeZone, [recurrenceIdUtc, startsAtUtc, endsAtUtc])
  return { occurrence: { recurrenceId, timeZone, zone } }
}
