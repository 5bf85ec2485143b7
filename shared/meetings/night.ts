import { Temporal } from 'temporal-polyfill'

const morning = 7
const evening = 22

interface Slot {
  readonly startsAtUtc: string
  readonly endsAtUtc: string
}

/** What clocks show of a slot in one zone, and whether it is night there: any of it before seven or after ten in the evening. */
export const slotIn = ({ startsAtUtc, endsAtUtc }: Slot, timeZone: string) => {
  const [start, end] = [startsAtUtc, endsAtUtc].map((at) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  const isOver = Temporal.PlainTime.compare(end.toPlainTime(), { hour: evening }) > 0
  const isByDay = start.hour >= morning && start.toPlainDate().equals(end.toPlainDate()) && !isOver
  const shown = (at: Temporal.ZonedDateTime) => at.toPlainDateTime().toString({ smallestUnit: 'minute' })
  return { timeZone, starts: shown(start), ends: shown(end), night: !isByDay }
}
