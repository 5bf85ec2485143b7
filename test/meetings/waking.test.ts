import { describe, expect, it } from 'vitest'
import { momentFor } from '../../shared/meetings/reminders/waking.ts'

const office = { from: 8, to: 20, weekend: [6, 7] }
const threeDays = (at: string) => new Date(Date.parse(at) - 3 * 86_400_000).toISOString()
const moment = (at: string, timeZone: string, change: object = {}, earliest = threeDays(at)) =>
  momentFor(at, earliest, { timeZone, ...office, ...change })

describe("a moment in the reader's own waking hours and week", () => {
  it.each([
    [
      'is the very moment where they are awake',
      '2026-12-01T12:00:00.000Z',
      'Africa/Nairobi',
      '2026-12-01T12:00:00.000Z',
    ],
    [
      'is the evening before where it is night',
      '2026-12-02T00:30:00.000Z',
      'Africa/Nairobi',
      '2026-12-01T16:00:00.000Z',
    ],
    [
      'is the same evening where the day has ended',
      '2026-12-01T18:30:00.000Z',
      'Africa/Nairobi',
      '2026-12-01T16:00:00.000Z',
    ],
    [
      'is Friday where it is the weekend',
      '2026-12-06T12:00:00.000Z',
      'Africa/Nairobi',
      '2026-12-04T16:00:00.000Z',
    ],
    [
      'is Friday where it is early on Monday',
      '2026-12-07T03:00:00.000Z',
      'Africa/Nairobi',
      '2026-12-04T16:00:00.000Z',
    ],
    ['knows the clock that changes', '2026-03-29T22:30:00.000Z', 'Europe/Berlin', '2026-03-27T18:00:00.000Z'],
    [
      'knows zones of three quarters of an hour',
      '2026-12-01T20:00:00.000Z',
      'Asia/Kathmandu',
      '2026-12-01T13:15:00.000Z',
    ],
  ])('%s', (_, at, zone, expected) => {
    expect(moment(at, zone)).toBe(expected)
  })

  it('follows another week', () => {
    expect(moment('2026-12-05T09:00:00.000Z', 'Asia/Riyadh', { weekend: [5, 6] })).toBe(
      '2026-12-03T16:00:00.000Z',
    )
    expect(moment('2026-12-06T09:00:00.000Z', 'Asia/Riyadh', { weekend: [5, 6] })).toBe(
      '2026-12-06T09:00:00.000Z',
    )
  })

  it('is when it is due where nobody is awake in the time there is', () => {
    const at = '2026-12-06T12:00:00.000Z'
    expect(moment(at, 'Africa/Nairobi', {}, '2026-12-05T12:00:00.000Z')).toBe(at)
    expect(moment(at, 'Africa/Nairobi', {}, at)).toBe(at)
    expect(moment(at, 'Africa/Nairobi', { weekend: [1, 2, 3, 4, 5, 6, 7] })).toBe(at)
  })
})
