import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { noticeOf } from '../../shared/meetings/notice.ts'
import type { Meeting } from '../../shared/meetings/schema.ts'
import { standingInstances } from '../../shared/meetings/series/content.ts'
import { instancesOf, layOut } from '../../shared/meetings/series/instances.ts'
import { publishedNotices } from '../../shared/meetings/series/published.ts'
import { plainOccurrence } from '../../shared/meetings/series/take-out.ts'
import { minutesAfter } from '../../shared/meetings/time.ts'
import { feedCalendar } from '../../shared/rendering/feed-calendar.ts'
import { invitationCalendar } from '../../shared/rendering/mails/meeting-calendar.ts'
import { hasOtherReader, importSeries } from './other-reader.ts'
import { startsIn } from './series-starts.ts'

const now = new Date('2026-11-22T09:00:00Z')
const brand = {
  alliance: 'Alliance',
  publicUrl: 'https://tocsin.example.org',
  mailDomain: 'tocsin.example.org',
  from: 'calls@tocsin.example.org',
}
const reader = { languages: ['en'], attendee: 'desk@example.org', organizer: 'rsvp@tocsin.example.org' }

const aSeries = (id: string, timeZone: string, startsAt: string, rule: string): Meeting => {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(startsAt).toZonedDateTime(timeZone)
  const startsAtUtc = new Date(epochMilliseconds).toISOString()
  const timed = { startsAt, timeZone, durationMinutes: 60, startsAtUtc }
  return {
    ...timed,
    endsAtUtc: minutesAfter(startsAtUtc, 60),
    id: `mtg_${id}`,
    uid: `${id}@tocsin.example.org`,
    sequence: 0,
    timeSequence: 0,
    status: 'confirmed',
    title: id,
    agenda: '',
    location: { kind: 'in-person', address: 'Hall' },
    recurrence: layOut(timed, { rule, except: [] }, now),
    reminders: [],
    minutesEdition: 0,
    formerStarts: [],
    notificationIds: [],
    additions: [],
    rosters: [],
    withdrawn: [],
    version: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }
}

/** One of a series, moved to an instant. */
const movedTo = (series: Meeting, at: number, startsAtUtc: string): Meeting => {
  const one = plainOccurrence(series, instancesOf(series)[at]!, now)
  return {
    ...one,
    startsAtUtc,
    endsAtUtc: minutesAfter(startsAtUtc, 60),
    sequence: 1,
    title: 'Moved',
    occurrence: { ...one.occurrence!, own: ['title'], changed: true },
  }
}

/** When the clocks of a zone change within some years. */
const changesOf = (timeZone: string, years: number) => {
  const end = Temporal.Instant.from('2026-12-01T00:00:00Z').toZonedDateTimeISO(timeZone).add({ years })
  const found: number[] = []
  let at = Temporal.Instant.from('2026-12-01T00:00:00Z').toZonedDateTimeISO(timeZone)
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > end.epochMilliseconds) return found
    found.push(next.epochMilliseconds)
    at = next
  }
}

/** A calendar as ical.js reads it, by the zones that stand in it. */
const readIn = (calendar: string) => {
  const whole = new ICAL.Component(ICAL.parse(calendar))
  const zones = new Map(
    whole.getAllSubcomponents('vtimezone').map((zone) => [zone.getFirstPropertyValue('tzid'), zone]),
  )
  expect(zones.size).toBe(whole.getAllSubcomponents('vtimezone').length)
  const instant = (event: ICAL.Component, name: string) => {
    const property = event.getFirstProperty(name)
    if (!property) return undefined
    const time = (property.getFirstValue() as ICAL.Time).clone()
    const tzid = property.getParameter('tzid')
    if (tzid) time.zone = new ICAL.Timezone(zones.get(tzid as string)!)
    return new Date(time.toUnixTime() * 1000).toISOString()
  }
  return whole.getAllSubcomponents('vevent').map((event) => ({
    event,
    uid: event.getFirstPropertyValue('uid'),
    recurrenceId: event.getFirstPropertyValue('recurrence-id')?.toString().slice(0, 16),
    start: instant(event, 'dtstart'),
    end: instant(event, 'dtend'),
  }))
}

const mailed = (meeting: Meeting, apart: readonly Meeting[] = []) =>
  invitationCalendar(noticeOf(meeting, undefined, apart), brand, reader)
const feedOf = (all: readonly (readonly [meeting: Meeting, apart: readonly Meeting[]])[]) =>
  feedCalendar(
    publishedNotices(
      all.map(([meeting, apart]) => ({ meeting, apart, notice: noticeOf(meeting, undefined, apart) })),
    ),
    { name: 'Alliance', languages: ['en'] },
  )

// What their rules are does not change from one release of the zone data to the next, which that reader has of its own.
const steady = ['Europe/Berlin', 'America/New_York', 'Africa/Nairobi', 'Asia/Kathmandu', 'UTC']

const zones = [
  'Asia/Jerusalem',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Gaza',
  'Asia/Beirut',
  'America/Santiago',
  'America/Asuncion',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Nairobi',
  'Asia/Kathmandu',
  'UTC',
]

describe.each(zones)('a series by the clock of %s', (timeZone) => {
  const series = aSeries('series', timeZone, '2026-12-01T15:00', 'FREQ=WEEKLY;COUNT=260')
  // Around each change of the clock one is moved: into the hours that it shows twice, and just beside them.
  const apart = [...changesOf(timeZone, 5), Date.parse('2027-06-01T00:00:00Z')].flatMap((change, at) =>
    [-90, -30, 0, 30, 90].map((minutes, place) =>
      movedTo(series, at * 5 + place, new Date(change + minutes * 60_000).toISOString()),
    ),
  )
  const expected = standingInstances(series, apart)
    .map(({ startsAtUtc }) => startsAtUtc)
    .sort()

  it('has each meeting when it is, in the mail of the whole and in the feed', () => {
    for (const calendar of [mailed(series, apart), feedOf([[series, apart]])]) {
      expect(startsIn(calendar)).toEqual(expected)
      const entries = readIn(calendar)
      const moved = entries.filter(({ recurrenceId }) => recurrenceId)
      expect(moved.map(({ start, end }) => [start, end])).toEqual(
        apart.map(({ startsAtUtc, endsAtUtc }) => [startsAtUtc, endsAtUtc]),
      )
      expect(entries[0]).toMatchObject({ start: series.startsAtUtc, end: series.endsAtUtc })
    }
  })

  it('has one that is moved when it is, in its own mail', () => {
    for (const one of apart) {
      const [entry, ...others] = readIn(mailed(one))
      expect(others).toEqual([])
      const { startsAtUtc: start, endsAtUtc: end } = one
      expect(entry).toMatchObject({ start, end, recurrenceId: one.occurrence!.recurrenceId })
    }
  })

  it.skipIf(!hasOtherReader || !steady.includes(timeZone))(
    'is read alike by a calendar that is not ours',
    () => {
      const [whole] = importSeries([mailed(series, apart)])
      expect(whole!.map(([start]) => start)).toEqual(expected.map((start) => start.slice(0, 16)))
    },
  )
})

describe('meetings that go by one clock', () => {
  it('have one zone in a feed, right for each of them', () => {
    for (const timeZone of zones.filter((zone) => zone !== 'UTC')) {
      const all = [
        aSeries('a', timeZone, '2026-12-01T15:00', 'FREQ=DAILY;COUNT=4'),
        aSeries('b', timeZone, '2027-03-20T15:00', 'FREQ=DAILY;COUNT=40'),
        aSeries('c', timeZone, '2029-10-01T15:00', 'FREQ=DAILY;COUNT=60'),
      ]
      const entries = readIn(feedOf(all.map((series) => [series, []] as const)))
      expect(entries.map(({ start }) => start)).toEqual(all.map(({ startsAtUtc }) => startsAtUtc))
      const calendar = feedOf(all.map((series) => [series, []] as const))
      const component = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vtimezone')!
      const zone = new ICAL.Timezone(component)
      for (const { recurrenceId, startsAtUtc } of all.flatMap((series) => instancesOf(series))) {
        const time = ICAL.Time.fromDateTimeString(`${recurrenceId}:00`)
        time.zone = zone
        expect(new Date(time.toUnixTime() * 1000).toISOString(), timeZone).toBe(startsAtUtc)
      }
    }
  })
})

describe('a start that the clock of a series skips or shows twice', () => {
  it.each([
    ['Europe/Berlin', '2027-03-21T02:30', '2027-03-28T01:30:00.000Z'],
    ['Europe/Berlin', '2027-10-24T02:30', '2027-10-31T00:30:00.000Z'],
    ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30:00.000Z'],
    ['America/New_York', '2027-03-07T02:15', '2027-03-14T07:15:00.000Z'],
    ['Asia/Jerusalem', '2027-10-24T01:30', '2027-10-30T22:30:00.000Z'],
  ])('is told to calendars as an instant: %s %s', (timeZone, startsAt, instant) => {
    const series = aSeries('series', timeZone, startsAt, 'FREQ=WEEKLY;COUNT=4')
    const expected = instancesOf(series).map(({ startsAtUtc }) => startsAtUtc)
    expect(expected).toContain(instant)
    for (const calendar of [mailed(series), feedOf([[series, []]])]) {
      expect(startsIn(calendar)).toEqual(expected)
      expect(readIn(calendar).map(({ start }) => start)).toContain(instant)
      if (hasOtherReader)
        expect(importSeries([calendar])[0]!.map(([start]) => start)).toEqual(
          expected.map((start) => start.slice(0, 16)),
        )
    }
  })

  it('is none where it was called off, and keeps its name where it was moved', () => {
    const series = aSeries('series', 'Europe/Berlin', '2027-03-21T02:30', 'FREQ=WEEKLY;COUNT=4')
    const one = movedTo(series, 1, '2027-03-29T10:00:00.000Z')
    const off = { ...one, status: 'cancelled' as const }
    expect(startsIn(mailed(series, [off]))).toEqual([
      '2027-03-21T01:30:00.000Z',
      '2027-04-04T00:30:00.000Z',
      '2027-04-11T00:30:00.000Z',
    ])
    expect(startsIn(mailed(series, [one]))[1]).toBe('2027-03-29T10:00:00.000Z')
    expect(mailed(one)).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20270328T023000')
  })
})
