import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'

const day = 1440

// Tuesdays at 15:00 in Nairobi, which is noon in UTC.
const aSeries = {
  startsAt: '2027-03-09T15:00',
  timeZone: 'Africa/Nairobi',
  recurrence: { rule: 'FREQ=WEEKLY;COUNT=4' },
  reminders: [day],
}

describe('the reminders of a series', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump

  const ok = async (method: string, path: string, body?: object, version?: number) => {
    const match: Record<string, string> = version === undefined ? {} : { 'If-Match': `"${version}"` }
    const { status, json, text } = await world.call(
      alliance.coordinator,
      method,
      `/v1/meetings${path}`,
      body,
      match,
    )
    expect(status, text).toBeLessThan(300)
    await pump.drain()
    return json
  }
  const change = async (id: string, body: object) =>
    ok('PATCH', `/${id}`, body, (await ok('GET', `/${id}`)).version)
  const call = async () => {
    const { id } = await ok('POST', '', aMeeting(aSeries))
    await pump.pass(1)
    return id
  }
  const agenda = async (id: string) => {
    const pages = await Promise.all(
      Array.from({ length: 8 }, (_, shard) =>
        world.deps.store.query({ table: 'agenda', partition: `due#${shard}` }),
      ),
    )
    return pages
      .flatMap(({ items }) => items)
      .filter(({ kind, subject }) => String(kind).startsWith('meeting-') && subject === id)
      .map(({ kind, data }) => {
        const { what = kind, at } = data as { what?: string; at: string }
        return `${what} ${at.slice(0, 16)}`
      })
      .sort()
  }

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    await alliance.members(1)
  })

  it('are those of the next meeting and of what stands apart, too, unless it has its own', async () => {
    const id = await call()
    const [next, own, plain] = await Promise.all(
      ['09', '16', '23'].map((date) => ok('PUT', `/${id}/occurrences/2027-03-${date}T15:00`)),
    )
    await change(own.id, { reminders: [2 * day] })
    expect(await agenda(next.id)).toEqual(['reminder 2027-03-08T12:00'])
    await change(id, { reminders: [120, 30] })
    await pump.pass(1)
    expect(await agenda(next.id)).toEqual(['reminder 2027-03-09T10:00', 'reminder 2027-03-09T11:30'])
    const { items } = await ok('GET', `/${id}/occurrences`)
    expect(items).toHaveLength(4)
    const remindersOf = async (one: string) => (await ok('GET', `/${one}`)).reminders
    expect(await Promise.all([next.id, own.id, plain.id].map(remindersOf))).toEqual([
      [120, 30],
      [2 * day],
      [120, 30],
    ])
  })

  it('ask the silent once before each meeting, also before one that was set apart long ago', async () => {
    const { reminders: _, ...byDefault } = aSeries
    const { id } = await ok('POST', '', aMeeting(byDefault))
    await ok('PUT', `/${id}/occurrences/2027-03-16T15:00`)
    await pump.pass(1)
    world.mail.sent.length = 0
    while (world.clock.now() < new Date('2027-03-23T12:00:00Z')) await pump.pass(43_200)
    expect(world.mail.sent.map(({ to, at }) => `${at.slice(0, 10)} ${to}`)).toEqual([
      '2027-03-02 desk@member-0.example.org',
      '2027-03-15 desk@member-0.example.org',
      '2027-03-22 desk@member-0.example.org',
    ])
  })

  it('come with a deadline of one alone, though another meeting comes first, and its answers are summed up', async () => {
    const id = await call()
    const { id: one } = await ok('PUT', `/${id}/occurrences/2027-03-30T15:00`)
    await change(one, { rsvpBy: '2027-03-01T12:00', reminders: [60 * day, day] })
    expect(await agenda(one)).toEqual(['meeting-deadline 2027-03-01T09:00', 'nudge 2027-02-27T09:00'])
    world.mail.sent.length = 0
    const reach = async (time: string) => {
      world.clock.advance((Date.parse(time) - world.clock.now().getTime()) / 1000)
      for (let at = 0; at < 3; at++) await pump.pass(1)
    }
    // No later than the deadline less two days, whoever sleeps.
    await reach('2027-02-27T09:00:01Z')
    expect(world.mail.sent.map(({ to }) => to)).toEqual(['desk@member-0.example.org'])
    await reach('2027-03-01T09:00:01Z')
    const log = await world.call(alliance.coordinator, 'GET', `/v1/events?subject=${one}`)
    expect(log.json.items.map(({ type }: { type: string }) => type)).toContain('meeting.answers-closed')
    await change(one, { rsvpBy: null })
    expect(await agenda(one)).toEqual([])
  })
})
