import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createPump, type Pump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, type Visitor, visitor } from './visitor.ts'

const typed: Fields = {
  title: 'Joint <appeal>',
  agenda: 'Who signs',
  timeZone: 'Africa/Nairobi',
  durationMinutes: '60',
  'slots.0.startsAt': '2026-12-08T15:00',
  // A time left empty in between is left out.
  'slots.2.startsAt': '2026-12-09T03:00',
  closesAt: '2026-12-01T18:00',
  'location.kind': 'online',
  'location.url': 'https://meet.example.org/appeal',
}

describe('a date poll in the console', { timeout: 120_000 }, () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let coordinator: Visitor
  let member: Visitor
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    const { id: organizationId, contacts } = await alliance.organization({ name: 'River Monitor' }, [
      { email: 'desk@river.example.org', timeZone: 'Africa/Nairobi' },
    ])
    await alliance.organization({ name: 'Lake Archive' }, [
      { email: 'desk@lake.example.org', timeZone: 'America/Lima' },
    ])
    coordinator = await visitor(world, { grants: ['coordinator'] })
    member = await visitor(world, { organizationId, contactId: contacts[0]!.id } as never)
  })

  const propose = async () => {
    const sent = await coordinator.send('/console/polls/new', '/console/polls/new', typed)
    expect(sent.status, sent.html).toBe(303)
    await pump.drain()
    return sent.location!.replace(/\?.*/, '')
  }

  it('shows whose night each time would be before anybody is asked', async () => {
    const from = '/console/polls/new'
    const seen = await coordinator.send(from, from, { ...typed, more: 'nights' })
    expect(seen.status).toBe(200)
    expect(seen.html).toContain('value="Joint &lt;appeal&gt;"')
    expect(seen.html).toMatch(/1 \/ 2 .*Africa\/Nairobi 03:00/s)
    expect((await world.call(alliance.coordinator, 'GET', '/v1/polls')).json.items).toEqual([])
    expect(world.mail.sent).toEqual([])
  })

  it('is proposed, answered, and becomes the meeting that was chosen', async () => {
    const path = await propose()
    expect(world.mail.sent).toHaveLength(2)
    expect((await member.get('/console/meetings')).html).toContain(path)
    const half = await member.send(path, `${path}/answer`, { 'answers.1': 'yes' })
    expect(half.status).toBe(422)
    expect(half.html).toMatch(/id="answers-2-fault"/)
    const answers = { 'answers.1': 'yes', 'answers.2': 'no', comment: 'Not at night.' }
    expect((await member.send(path, `${path}/answer`, answers)).location).toBe(`${path}?done=answered`)
    expect((await member.get(path)).html).toMatch(/name="answers.1" value="yes" checked/)
    expect((await member.get(path)).html).not.toContain('Lake Archive')
    const board = await coordinator.get(path)
    expect(board.html).toContain('yes 1, if need be 0, no 0')
    expect(board.html).toContain('Not at night.')
    expect(board.html).toContain('Lake Archive')
    expect(board.html).toContain('suggested')
    const choice = { slotId: '1' }
    expect((await member.post(`${path}/choice`, choice)).status).toBe(403)
    const chosen = await coordinator.send(path, `${path}/choice`, choice)
    expect(chosen.location).toMatch(/^\/console\/meetings\/mtg_\w+\?done=saved$/)
    expect((await coordinator.get(chosen.location!)).html).toContain('Joint &lt;appeal&gt;')
    expect((await member.get(path)).html).toContain('A time has been chosen')
  })

  it('is proposed once by a form that is sent twice, and called off with its reason', async () => {
    const { html } = await coordinator.get('/console/polls/new')
    const [token, once] = ['token', 'once'].map(
      (name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!,
    ) as [string, string]
    const both = await Promise.all(
      [1, 2].map(() => coordinator.post('/console/polls/new', { ...typed, token, once })),
    )
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[0]!.location).toBe(both[1]!.location)
    const path = both[0]!.location!.replace(/\?.*/, '')
    const off = await coordinator.send(path, `${path}/cancellation`, { reason: 'The appeal is out.' })
    expect(off.location).toBe(`${path}?done=saved`)
    const seen = await member.get(path)
    expect(seen.html).toContain('The appeal is out.')
    expect(seen.html).not.toContain(`${path}/answer`)
    expect((await coordinator.get('/console/meetings')).html).not.toContain(path)
  })

  it('gives the form back with the fault beside the time it lies in', async () => {
    const from = '/console/polls/new'
    const sent = await coordinator.send(from, from, { ...typed, 'slots.2.startsAt': '2026-12-08T15:00' })
    expect(sent.status).toBe(422)
    expect(sent.html).toMatch(/id="slots-1-startsAt-fault"/)
    expect(sent.html).toContain('https://meet.example.org/appeal')
  })
})
