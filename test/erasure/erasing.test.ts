import { beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { fileOf } from '../takeout/filled.ts'

const name = 'Aisling of the harbour'
const email = 'aisling@harbour.example.org'
const words = 'My sister comes along'

const createRoom = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const { coordinator } = alliance
  const { id, contacts } = await alliance.organization({ name: 'Harbour Watch' }, [
    { name, email },
    { email: 'desk@harbour.example.org', role: 'alternate' },
  ])
  const alertId = await alliance.issue(pump, { level: 'emergency' })
  const { json: meeting } = await world.call(coordinator, 'POST', '/v1/meetings', {
    title: 'Call',
    agenda: 'What to do',
    startsAt: '2026-12-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/1' },
  })
  await pump.drain()
  const contactId = contacts[0]!.id
  const rsvp = `/v1/meetings/${meeting.id}/rsvps/${contactId}`
  const said = { answer: 'accepted', comment: words, delegates: 2, delegateNames: ['Aisling', 'Bríd'] }
  await world.call(coordinator, 'PUT', rsvp, said)
  await pump.feedBack()
  await pump.pass(1200)
  const evidence = async () => {
    const { text } = await world.call(coordinator, 'GET', `/v1/alerts/${alertId}/evidence`)
    return JSON.parse(text)
  }
  const openings = () =>
    world.call(coordinator, 'GET', `/v1/alerts/${alertId}/evidence/openings/${contactId}`)
  const path = `/v1/organizations/${id}/contacts/${contactId}`
  const remove = () => world.call(coordinator, 'DELETE', path)
  const erase = (change: object = {}) =>
    world.call(coordinator, 'POST', '/v1/erasures', { organizationId: id, contactId, email, ...change })
  return { world, pump, alliance, coordinator, meeting, contactId, evidence, openings, remove, erase }
}

let room: Awaited<ReturnType<typeof createRoom>>
beforeEach(async () => {
  room = await createRoom()
})

const forget = async () => {
  await room.remove()
  expect((await room.erase()).status).toBe(202)
  await room.pump.pass(60)
}

describe('who is to be forgotten', () => {
  it('is named nowhere any more: by no name, no address and no word of their own', async () => {
    const before = await fileOf(room.world)
    const traces = [name, email, words, 'Bríd']
    expect(traces.filter((trace) => before.includes(trace))).toEqual(traces)
    await forget()
    const after = await fileOf(room.world)
    expect(traces.filter((trace) => after.includes(trace))).toEqual([])
  })

  it('leaves the evidence as it was: every entry, and it verifies', async () => {
    const before = await room.evidence()
    await forget()
    const after = await room.evidence()
    expect(after.entries).toEqual(before.entries)
    expect(faultsOf(`${canonical(after)}\n`, after.keys)).toEqual([])
  })

  it('is found in the evidence by nobody, not even with their address at hand', async () => {
    expect((await room.openings()).json.address.nonce).toBeTruthy()
    await forget()
    expect((await room.openings()).status).toBe(404)
  })

  it('leaves that they answered, and the counts that hang on it', async () => {
    await forget()
    const { json } = await room.world.call(room.coordinator, 'GET', `/v1/meetings/${room.meeting.id}/rsvps`)
    const theirs = json.items.find(({ contactId }: { contactId: string }) => contactId === room.contactId)
    expect(theirs).toMatchObject({ answer: 'accepted', delegates: 2 })
  })

  it('is removed before, and no other contact is taken along by the address', async () => {
    expect((await room.erase()).status).toBe(409)
    await room.remove()
    expect((await room.erase({ email: 'desk@harbour.example.org' })).status).toBe(409)
  })

  it('is in history as done, once for each time it was asked for', async () => {
    await forget()
    await room.erase()
    await room.pump.pass(60)
    await room.pump.pass(7200)
    const { json } = await room.world.call(room.coordinator, 'GET', `/v1/events?subject=${room.contactId}`)
    const done = json.items.filter(({ type }: { type: string }) => type === 'contact.erased')
    expect(done).toHaveLength(2)
  })
})
