import { beforeAll, describe, expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'
import { read } from './mails.ts'

describe('a series until a day', () => {
  let world: World
  let pump: Pump
  let coordinator: string

  beforeAll(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    const alliance = await createAlliance(world)
    coordinator = alliance.coordinator
    await alliance.members(1)
  })

  const rulesTold = async () =>
    (await Promise.all(world.mail.sent.map(read))).flatMap(
      ({ event }) => event?.getFirstPropertyValue('rrule')?.toString() ?? [],
    )

  it('keeps its last meeting however often it moves, and tells calendars an instant', async () => {
    const rule = 'FREQ=WEEKLY;UNTIL=20270330'
    const called = await world.call(
      coordinator,
      'POST',
      '/v1/meetings',
      aMeeting({ startsAt: '2027-03-09T15:00', timeZone: 'Europe/Berlin', recurrence: { rule } }),
    )
    await pump.drain()
    let { json } = called
    expect(json.recurrence).toMatchObject({ rule, count: 4 })
    for (const change of [
      { startsAt: '2027-03-09T17:00' },
      { startsAt: '2027-03-09T14:00' },
      { startsAt: '2027-03-09T19:00' },
      { timeZone: 'America/Lima' },
    ]) {
      const match = { 'If-Match': `"${json.version}"` }
      const after = await world.call(coordinator, 'PATCH', `/v1/meetings/${json.id}`, change, match)
      await pump.drain()
      expect(after.json.recurrence, JSON.stringify(change)).toMatchObject({ rule, count: 4 })
      json = after.json
    }
    expect(await rulesTold()).toEqual([
      'FREQ=WEEKLY;UNTIL=20270330T130000Z',
      'FREQ=WEEKLY;UNTIL=20270330T150000Z',
      'FREQ=WEEKLY;UNTIL=20270330T120000Z',
      'FREQ=WEEKLY;UNTIL=20270330T170000Z',
      'FREQ=WEEKLY;UNTIL=20270331T000000Z',
    ])
  })
})
