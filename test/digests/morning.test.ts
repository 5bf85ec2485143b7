import { describe, expect, it } from 'vitest'
import { nextMorning } from '../../shared/digests/morning.ts'

const after = (now: string, timeZone: string, preferences: object = {}) =>
  nextMorning({ timeZone, preferences }, new Date(now))

describe("a contact's next morning", () => {
  it.each([
    [
      'is today while the day has not begun',
      '2026-11-22T03:00:00Z',
      'Africa/Nairobi',
      {},
      '2026-11-22T04:00:00.000Z',
    ],
    ['is tomorrow once it has', '2026-11-22T04:00:00Z', 'Africa/Nairobi', {}, '2026-11-23T04:00:00.000Z'],
    [
      'is that of the other side of the world',
      '2026-11-22T09:00:00Z',
      'Pacific/Auckland',
      {},
      '2026-11-22T18:00:00.000Z',
    ],
    [
      'begins when they read',
      '2026-11-22T09:00:00Z',
      'Europe/Berlin',
      { hours: { from: 9, to: 17 } },
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'is not on their weekend',
      '2026-11-27T09:00:00Z',
      'Europe/Berlin',
      { weekend: [6, 7] },
      '2026-11-30T06:00:00.000Z',
    ],
    [
      'keeps its hour when clocks change',
      '2026-10-24T09:00:00Z',
      'Europe/Berlin',
      {},
      '2026-10-25T06:00:00.000Z',
    ],
    [
      'comes as soon as it can where its hour is skipped',
      '2026-03-28T09:00:00Z',
      'Europe/Berlin',
      { hours: { from: 2, to: 9 } },
      '2026-03-29T01:00:00.000Z',
    ],
  ])('%s', (_, now, zone, preferences, expected) => {
    expect(after(now, zone, preferences)).toBe(expected)
  })
})
