import { expect, it } from 'vitest'
import { slotIn } from '../../shared/meetings/night.ts'
import { createGathering } from './gathering.ts'

const hour = (at: string, minutes = 60) => ({
  startsAtUtc: at,
  endsAtUtc: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
})

it.each([
  ['2026-12-01T07:00:00.000Z', 60, 'UTC', false],
  ['2026-12-01T06:59:00.000Z', 60, 'UTC', true],
  ['2026-12-01T21:00:00.000Z', 60, 'UTC', false],
  ['2026-12-01T21:00:00.000Z', 61, 'UTC', true],
  ['2026-12-01T21:30:00.000Z', 600, 'UTC', true],
  ['2026-12-01T08:00:00.000Z', 24 * 60 + 60, 'UTC', true],
  ['2026-12-01T12:00:00.000Z', 60, 'Asia/Kathmandu', false],
  ['2026-12-01T16:00:00.000Z', 60, 'Asia/Kathmandu', true],
  // The clocks of Beirut go back in the night of 25 October 2026, of New York on 1 November.
  ['2026-10-24T04:30:00.000Z', 60, 'Asia/Beirut', false],
  ['2026-10-25T04:30:00.000Z', 60, 'Asia/Beirut', true],
  ['2026-10-30T11:00:00.000Z', 60, 'America/New_York', false],
  ['2026-11-02T11:00:00.000Z', 60, 'America/New_York', true],
])('what begins at %s and lasts %i minutes, in %s, is night: %s', (at, minutes, zone, night) => {
  expect(slotIn(hour(at, minutes), zone).night).toBe(night)
})

it('weighs times for everybody who would be invited, the fairest first', async () => {
  const gathering = await createGathering([])
  const { world, coordinator, join } = gathering
  const lima = await join('Lima', { timeZone: 'America/Lima' })
  const seoul = await join('Seoul', { timeZone: 'Asia/Seoul' })
  await join('Nairobi', { timeZone: 'Africa/Nairobi' })
  await join('Ministry', { timeZone: 'Asia/Tokyo' }, { relation: 'authority', class: 'government' })
  const ask = (query: string, token = coordinator) => world.call(token, 'GET', `/v1/slots?${query}`)
  const times = 'startsAt=2026-12-01T12:00&startsAt=2026-12-01T03:00&startsAt=2026-12-01T21:00'
  const { status, json } = await ask(`${times}&timeZone=UTC&durationMinutes=60`)
  expect(status).toBe(200)
  const table = json.items.map((slot: Record<string, unknown> & { zones: Record<string, unknown>[] }) => [
    slot['startsAt'],
    (slot['organizationsAtNight'] as string[]).length,
    ...slot.zones.filter(({ night }) => night).map(({ timeZone, starts }) => `${timeZone} ${starts}`),
  ])
  console.info(table.map((line: string[]) => line.join('  ')).join('\n'))
  expect(table).toEqual([
    ['2026-12-01T12:00', 0],
    ['2026-12-01T03:00', 2, 'Africa/Nairobi 2026-12-01T06:00', 'America/Lima 2026-11-30T22:00'],
    ['2026-12-01T21:00', 2, 'Africa/Nairobi 2026-12-02T00:00', 'Asia/Seoul 2026-12-02T06:00'],
  ])
  expect(json.items[2].organizationsAtNight).toContain(seoul.organizationId)
  expect(json.items[1].organizationsAtNight).toContain(lima.organizationId)
  expect((await ask(`${times}&timeZone=UTC`, lima.token)).status).toBe(403)
  for (const wrong of [
    'timeZone=UTC',
    `${times}&timeZone=Mars/Base`,
    `${times}&timeZone=UTC&durationMinutes=0`,
    'startsAt=2026-02-30T12:00&timeZone=UTC',
    'startsAt=2026-03-29T02:30&timeZone=Europe/Berlin',
    `${times}&timeZone=UTC&coalitionId=x`,
  ])
    expect((await ask(wrong)).status, wrong).toBe(422)
})
