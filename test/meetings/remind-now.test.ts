import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'

describe('reminding the silent of a meeting when somebody asks', { timeout: 240_000 }, () => {
  let world: World
  let pump: Pump
  let alliance: Alliance
  let answered: { id: string; contacts: { id: string }[] }

  // Sunday, 22 November 2026, 12:00 in Nairobi.
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    const join = (name: string, timeZone: string, change: object = {}) =>
      alliance.organization({ name }, [{ email: `desk@${name}.example.org`, timeZone, ...change }])
    answered = await join('answered', 'Africa/Nairobi')
    await join('nairobi', 'Africa/Nairobi')
    await join('lima', 'America/Lima')
    await join('hidden', 'Africa/Nairobi', { discreet: true })
  })

  const call = async (change: object = {}) => {
    const meeting = aMeeting({ startsAt: '2026-12-17T15:00', reminders: [], ...change })
    const { json } = await world.call(alliance.coordinator, 'POST', '/v1/meetings', meeting)
    await pump.drain()
    const answer = `/v1/meetings/${json.id}/rsvps/${answered.contacts[0]!.id}`
    await world.call(alliance.coordinator, 'PUT', answer, { answer: 'accepted' })
    await pump.drain()
    world.mail.sent.length = 0
    return json.id as string
  }
  const ask = async (id: string, token = alliance.coordinator) =>
    (await world.call(token, 'POST', `/v1/meetings/${id}/reminder`)).status
  const until = async (end: string) => {
    while (world.clock.now() < new Date(end)) await pump.pass(1800)
    return world.mail.sent.map(({ at, to }) => `${at.slice(0, 16)} ${to.split(/[@.]/)[1]}`)
  }

  it('writes to each when they are awake, to nobody twice, and leaves who is discreet and who answered in peace', async () => {
    const id = await call()
    expect([await ask(id), await ask(id)]).toEqual([202, 202])
    // Monday, 08:00 in Nairobi and 08:00 in Lima.
    expect(await until('2026-11-23T14:00:00Z')).toEqual(['2026-11-23T05:00 nairobi', '2026-11-23T13:00 lima'])
    // Those who were reminded an hour ago are left in peace, though more than twelve hours have passed since somebody asked.
    expect(await ask(id)).toBe(202)
    expect(await until('2026-11-24T00:00:00Z')).toHaveLength(2)
    // The next day they may be reminded again.
    world.clock.advance(3 * 3600)
    expect(await ask(id)).toBe(202)
    expect(await until('2026-11-24T20:00:00Z')).toHaveLength(4)
    const { json } = await world.call(alliance.coordinator, 'GET', `/v1/events?subject=${id}`)
    const types = json.items.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type === 'meeting.reminder-asked')).toHaveLength(3)
  })

  it('counts twelve of the clock’s own hours: two who ask at once are one', async () => {
    const id = await call()
    await Promise.all([ask(id), ask(id, alliance.second), ask(id)])
    expect(await until('2026-11-23T20:00:00Z')).toHaveLength(2)
  })

  it('sends nothing more once the meeting is off, or nobody is to answer any more', async () => {
    const id = await call()
    await ask(id)
    await world.call(alliance.coordinator, 'POST', `/v1/meetings/${id}/cancellation`, { reason: 'Ill' })
    await pump.drain()
    world.mail.sent.length = 0
    await until('2026-11-24T00:00:00Z')
    expect(world.mail.sent).toEqual([])
    expect(await ask(id)).toBe(409)
    const late = await call({ rsvpBy: '2026-11-26T15:00' })
    world.clock.advance(3 * 86_400)
    expect(await ask(late)).toBe(409)
  })

  it('is for who leads: neither for a member of the alliance nor for who may not know of it', async () => {
    const id = await call()
    expect(await ask(id, await world.tokenFor({}))).toBe(403)
    expect(await ask(id, await world.tokenFor({ relation: 'authority' }))).toBe(404)
  })
})
