import type { MeetingContent } from '../../rendering/mails/meeting-content.ts'
import { agendaText } from '../agenda-text.ts'
import type { Meeting } from '../schema.ts'
import { type Instance, instancesOf, ruleForCalendars } from './instances.ts'
import { zoneBlock } from './zone.ts'

const isOff = ({ status }: Meeting) => status === 'cancelled'

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

/** What stands apart and is told with the series: what has begun is past. */
const overridesOf = (series: Meeting, apart: readonly Meeting[]) =>
  ofNow(series, apart)
    .filter((one) => one.occurrence!.changed && !isOff(one) && one.endsAtUtc > series.updatedAt)
    .map((one) => ({
      recurrenceId: one.occurrence!.recurrenceIdUtc,
      sequence: one.sequence,
      revisedAt: one.updatedAt,
      startsAt: one.startsAtUtc,
      endsAt: one.endsAtUtc,
      title: one.title,
      agenda: agendaText(one),
      location: one.location,
    }))

/** What is told of a series besides its first meeting. */
export const seriesContent = (series: Meeting, apart: readonly Meeting[]): Pick<MeetingContent, 'series'> => {
  const { recurrence, timeZone, updatedAt } = series
  if (!recurrence) return {}
  const standing = standingInstances(series, apart).filter((each) => !each.apart || !isOff(each.apart))
  const dates = standing.map(({ startsAtUtc }) => startsAtUtc).sort()
  const next = dates.filter((date) => date > updatedAt).slice(0, shown)
  return {
    series: {
      rule: ruleForCalendars(series, recurrence),
      except: exceptNow(series, apart),
      zone: zoneBlock(timeZone, instancesOf(series)),
      count: standing.length,
      last: dates.at(-1) ?? recurrence.lastStartsAtUtc,
      next,
      overrides: overridesOf(series, apart),
    },
  }
}

/** What is told of one of a series besides what any meeting has. */
export const occurrenceContent = ({ occurrence }: Meeting): Pick<MeetingContent, 'occurrence'> => {
  if (!occurrence) return {}
  const { recurrenceIdUtc, recurrenceId, timeZone } = occurrence
  const instance = { recurrenceId, startsAtUtc: recurrenceIdUtc, endsAtUtc: recurrenceIdUtc }
  return {
    occurrence: { recurrenceId: recurrenceIdUtc, timeZone, zone: zoneBlock(timeZone, [instance]) },
  }
}
