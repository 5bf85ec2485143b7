import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../shared/access/actor.ts'
import { removeContact } from '../../shared/organizations/contacts.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting, submit, visit } from './gathering.ts'
import { read } from './mails.ts'

describe('a meeting with few places', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let roster: Awaited<ReturnType<Alliance['organization']>>[]
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    roster = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) =>
        alliance.organization({ name }, [
          { email: `${name.toLowerCase()}@example.org`, languages: ['en'], timeZone: 'UTC' },
        ]),
      ),
    )
  })

  const ask = (method: string, path: string, body?: object, version?: number) =>
    world.call(
      alliance.coordinator,
      method,
      path,
      body,
      version === undefined ? {} : { 'If-Match': `"${version}"` },
    )
  const call = async (change: object = {}) => {
    const { json } = await ask('POST', '/v1/meetings', aMeeting({ capacity: 2, ...change }))
    await pump.drain()
    return json.id as string
  }
  const idAt = (at: number) => roster[at]!.contacts[0]!.id
  const say = (id: string, at: number, said: object = {}) =>
    ask('PUT', `/v1/meetings/${id}/rsvps/${idAt(at)}`, { answer: 'accepted', ...said })
  const placeOf = async (id: string, at: number) => {
    const { items } = (await ask('GET', `/v1/meetings/${id}/rsvps`)).json
    return items.find(({ contactId }: { contactId: string }) => contactId === idAt(at)).place
  }
  const people = async (id: string) => (await ask('GET', `/v1/meetings/${id}/rsvps`)).json.counts.places
  const mailsTo = async (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === roster[at]!.contacts[0]!.email).map(read))
  const subjects = async (at: number) => (await mailsTo(at)).map(({ subject }) => subject)
  const linkOf = async (at: number) => (await mailsTo(at)).flatMap(({ link }) => link ?? []).at(-1)!

  it('gives the places of who has left the roster or the coalition to those who wait', async () => {
    const id = await call()
    await say(id, 0, { delegates: 2 })
    await say(id, 1)
    await removeContact(world.deps, system, { organizationId: roster[0]!.id, contactId: idAt(0) } as never)
    await pump.drain()
    await pump.pass(60)
    expect(await people(id)).toMatchObject({ taken: 0, offered: 1, waiting: 0 })
    expect(await subjects(1)).toContain('A place is free: please confirm')

    const situationId = (await alliance.situation()).id
    const coalition = { situationId, name: 'Valley', purpose: 'Speak' }
    const coalitionId = (await ask('POST', '/v1/coalitions', coalition)).json.id
    const take = (at: number, status: string) =>
      ask('PUT', `/v1/coalitions/${coalitionId}/organizations/${roster[at]!.id}`, { status })
    const organizationIds = [2, 3].map((at) => roster[at]!.id)
    await ask('POST', `/v1/coalitions/${coalitionId}/invitations`, { organizationIds, role: 'participant' })
    await pump.drain()
    const ours = await call({ coalitionId, capacity: 1 })
    await say(ours, 2)
    await say(ours, 3)
    await pump.drain()
    expect((await take(2, 'removed')).status).toBe(200)
    for (let at = 0; at < 3; at++) await pump.pass(60)
    expect(await people(ours)).toMatchObject({ taken: 0, offered: 1, waiting: 0 })
    expect((await subjects(3)).at(-1)).toBe('A place is free: please confirm')
    // What else they have accepted, they still have.
    expect(await people(id)).toMatchObject({ offered: 1 })
  })

  it('puts who comes when it is full on a waiting list, and says at which place', async () => {
    const id = await call()
    expect((await say(id, 0, { delegates: 2 })).json.place).toEqual({ status: 'taken' })
    expect((await say(id, 1)).json).toMatchObject({
      answer: 'accepted',
      place: { status: 'waiting', position: 1 },
    })
    world.clock.advance(1)
    expect((await say(id, 2)).json.place).toEqual({ status: 'waiting', position: 2 })
    expect(await people(id)).toEqual({ taken: 2, offered: 0, waiting: 2, lapsed: 0 })
    const { counts } = (await ask('GET', `/v1/meetings/${id}/rsvps`)).json
    expect([counts.delegates, counts.contacts.accepted]).toEqual([2, 3])
    const page = await visit(world, await linkOf(2))
    expect(page.text).toContain('You are on the waiting list; your position is 2')
  })

  it('says nothing of places where none are counted', async () => {
    const id = await call({ capacity: undefined })
    expect((await say(id, 0)).json).not.toHaveProperty('place')
    expect(await people(id)).toBeUndefined()
  })

  it('offers a free place to the first by mail, who confirms by the link', async () => {
    const id = await call({ capacity: 1 })
    for (const at of [0, 1, 2]) await say(id, at)
    await say(id, 0, { answer: 'declined' })
    await pump.pass(60)
    expect(await placeOf(id, 1)).toEqual({ status: 'offered', confirmBy: '2026-11-24T09:01:00.000Z' })
    expect(await placeOf(id, 2)).toEqual({ status: 'waiting', position: 1 })
    expect((await subjects(1)).at(-1)).toBe('A place is free: please confirm')
    const link = await linkOf(1)
    expect((await visit(world, link)).text).toContain('A place is kept for you until')
    expect((await visit(world, link, 'HEAD')).status).toBe(200)
    expect(await placeOf(id, 1)).toMatchObject({ status: 'offered' })
    expect((await submit(world, link, { answer: 'accepted' })).status).toBe(200)
    expect(await placeOf(id, 1)).toEqual({ status: 'taken' })
    await pump.pass(3 * 86_400)
    expect(await placeOf(id, 1)).toEqual({ status: 'taken' })
    expect(await subjects(2)).not.toContain('A place is free: please confirm')
    await submit(world, link, { undo: '1' })
    expect(await placeOf(id, 1)).toBeUndefined()
    await pump.pass(60)
    expect(await placeOf(id, 2)).toMatchObject({ status: 'offered' })
  })

  it('passes on what nobody confirms in time, once, and says so', async () => {
    const id = await call({ capacity: 1 })
    for (const at of [0, 1, 2]) await say(id, at)
    await say(id, 0, { answer: 'declined' })
    await pump.pass(60)
    await pump.pass(48 * 3600)
    await pump.pass(60)
    expect(await placeOf(id, 1)).toEqual({ status: 'lapsed' })
    expect(await placeOf(id, 2)).toMatchObject({ status: 'offered' })
    expect((await subjects(1)).at(-1)).toBe('Your place has passed to the next')
    for (let at = 0; at < 4; at++) await pump.pass(400)
    expect((await subjects(2)).filter((subject) => subject.startsWith('A place is free'))).toHaveLength(1)
    expect((await say(id, 1)).json.place).toEqual({ status: 'waiting', position: 1 })
  })

  it('lets nobody pass by who waits for more, but who asks for more than there are', async () => {
    const id = await call({ capacity: 4 })
    await say(id, 0, { delegates: 4 })
    await say(id, 1, { delegates: 3 })
    await say(id, 2)
    await say(id, 0, { delegates: 3 })
    await pump.pass(60)
    expect(await placeOf(id, 2)).toMatchObject({ status: 'waiting' })
    expect((await say(id, 3)).json.place).toMatchObject({ status: 'waiting', position: 3 })
    expect((await ask('PATCH', `/v1/meetings/${id}`, { capacity: 2 }, 1)).status).toBe(409)
    await say(id, 0, { delegates: 2 })
    expect((await ask('PATCH', `/v1/meetings/${id}`, { capacity: 2 }, 1)).status).toBe(200)
    await say(id, 0)
    await pump.pass(60)
    expect(await placeOf(id, 2)).toMatchObject({ status: 'offered' })
    expect(await placeOf(id, 1)).toMatchObject({ status: 'waiting' })
  })

  it('keeps the turn of who asks for less, and not of who asks for more', async () => {
    const id = await call({ capacity: 3 })
    await say(id, 0, { delegates: 3 })
    await say(id, 1, { delegates: 2 })
    world.clock.advance(1)
    await say(id, 2)
    expect((await say(id, 1)).json.place).toEqual({ status: 'waiting', position: 1 })
    expect((await say(id, 1, { delegates: 3 })).json.place).toEqual({ status: 'waiting', position: 2 })
  })

  it('costs nobody the places they have', async () => {
    const id = await call({ capacity: 3 })
    await say(id, 0, { delegates: 2 })
    await say(id, 1)
    await say(id, 2)
    expect((await say(id, 0, { delegates: 3 })).status).toBe(409)
    expect(await placeOf(id, 0)).toEqual({ status: 'taken' })
    await say(id, 1, { answer: 'declined' })
    expect((await say(id, 0, { delegates: 3 })).status).toBe(409)
  })

  it('offers to those who wait when there come to be more places, or none are counted any more', async () => {
    const id = await call({ capacity: 1 })
    for (const at of [0, 1, 2, 3]) await say(id, at)
    expect((await ask('PATCH', `/v1/meetings/${id}`, { capacity: 2 }, 1)).status).toBe(200)
    await pump.pass(60)
    expect(await people(id)).toEqual({ taken: 1, offered: 1, waiting: 2, lapsed: 0 })
    await ask('PATCH', `/v1/meetings/${id}`, { capacity: null }, 2)
    await pump.pass(60)
    expect((await placeOf(id, 3)).status).toBe('offered')
  })

  it('passes by who is not there any more, is uninvited, or gives up', async () => {
    const id = await call({ capacity: 1 })
    for (const at of [0, 1, 2, 3]) await say(id, at)
    await removeContact(world.deps, system, {
      organizationId: roster[1]!.id as `org_${string}`,
      contactId: idAt(1) as `con_${string}`,
    })
    await say(id, 2, { answer: 'declined' })
    expect((await ask('DELETE', `/v1/meetings/${id}/invitations/${idAt(0)}`)).status).toBe(204)
    await pump.pass(60)
    expect(await placeOf(id, 3)).toMatchObject({ status: 'offered' })
    expect(await people(id)).toEqual({ taken: 0, offered: 1, waiting: 0, lapsed: 0 })
  })

  it('is confirmed or left after the time for answering, and nothing else is', async () => {
    const id = await call({ capacity: 2, rsvpBy: '2026-11-23T12:00' })
    await say(id, 0, { delegates: 2 })
    await say(id, 1, { delegates: 2 })
    await say(id, 2)
    world.clock.advance(90_000)
    expect((await say(id, 0, { answer: 'declined' })).status).toBe(409)
    expect((await say(id, 1)).status).toBe(409)
    await ask('DELETE', `/v1/meetings/${id}/invitations/${idAt(0)}`)
    await pump.pass(60)
    expect(await placeOf(id, 1)).toMatchObject({ status: 'offered' })
    expect((await visit(world, await linkOf(1))).text).toContain('<form')
    expect((await say(id, 1, { delegates: 3 })).status).toBe(409)
    expect((await say(id, 1)).json.place).toEqual({ status: 'taken' })
    await pump.pass(60)
    expect(await placeOf(id, 2)).toMatchObject({ status: 'offered' })
    expect((await say(id, 2, { answer: 'declined' })).status).toBe(200)
    expect((await say(id, 2)).status).toBe(409)
  })

  it('offers nothing of a meeting that is off or about to begin', async () => {
    const off = await call({ capacity: 1 })
    for (const at of [0, 1]) await say(off, at)
    await ask('POST', `/v1/meetings/${off}/cancellation`, { reason: 'No quorum' })
    const soon = await call({ capacity: 1, startsAt: '2026-11-22T13:00' })
    for (const at of [0, 2]) await say(soon, at)
    world.clock.advance(3600 - 500)
    await say(soon, 0, { answer: 'declined' })
    await pump.pass(60)
    expect(await placeOf(off, 1)).toMatchObject({ status: 'waiting' })
    expect(await placeOf(soon, 2)).toMatchObject({ status: 'waiting' })
  })

  it('reminds who has a place of it, and not who only waits', async () => {
    await call({ capacity: 1, reminders: [1440] })
    const id = (await ask('GET', '/v1/meetings')).json.items[0].id
    for (const at of [0, 1]) await say(id, at)
    for (let day = 0; day < 9; day++) await pump.pass(86_400)
    expect(await subjects(0)).toContain('Reminder: Weekly call')
    expect(await subjects(1)).not.toContain('Reminder: Weekly call')
  })

  describe('of two kinds', () => {
    const location = { kind: 'hybrid', url: 'https://meet.example.org/a', address: 'Room 1' }
    const hybrid = (capacities: object | null) => call({ capacity: undefined, location, capacities })

    it('counts each by itself, and the answer says which', async () => {
      const id = await hybrid({ inPerson: 1, online: 2 })
      expect((await say(id, 0, { attending: 'in-person' })).json).toMatchObject({
        attending: 'in-person',
        place: { status: 'taken' },
      })
      expect((await say(id, 1, { attending: 'in-person' })).json.place).toEqual({
        status: 'waiting',
        position: 1,
      })
      expect((await say(id, 2)).json).toMatchObject({ attending: 'online', place: { status: 'taken' } })
      expect((await say(id, 3, { attending: 'online', delegates: 2 })).json.place).toEqual({
        status: 'waiting',
        position: 1,
      })
      expect(await people(id)).toEqual({
        taken: 2,
        offered: 0,
        waiting: 3,
        lapsed: 0,
        inPerson: 1,
        online: 1,
      })
    })

    it('lets somebody change from one to the other where there is room, and keeps theirs where not', async () => {
      const id = await hybrid({ inPerson: 1 })
      await say(id, 0, { attending: 'in-person' })
      await say(id, 1, { attending: 'online' })
      expect((await say(id, 1, { attending: 'in-person' })).status).toBe(409)
      expect((await say(id, 0, { attending: 'online' })).json.place).toEqual({ status: 'taken' })
      await say(id, 2, { attending: 'in-person' })
      expect(await people(id)).toMatchObject({ inPerson: 1, online: 2 })
    })

    it('asks on the page, and takes no place in the room from who does not say', async () => {
      const id = await hybrid({ inPerson: 1 })
      const link = await linkOf(0)
      expect((await visit(world, link)).text).toContain('How will you take part?')
      await submit(world, link, { answer: 'accepted', attending: 'in-person' })
      expect((await people(id)).inPerson).toBe(1)
      await submit(world, await linkOf(1), { answer: 'accepted' })
      expect((await people(id)).online).toBe(1)
    })

    it('is of hybrid meetings alone, and in the place of one capacity', async () => {
      const post = async (change: object) => (await ask('POST', '/v1/meetings', aMeeting(change))).status
      expect(await post({ capacities: { inPerson: 1 } })).toBe(422)
      expect(await post({ location, capacity: 3, capacities: { inPerson: 1 } })).toBe(422)
      expect(await post({ location, capacities: {} })).toBe(422)
      expect(await post({ location, capacities: { inPerson: 0 } })).toBe(422)
      const id = await call()
      expect((await say(id, 0, { attending: 'online' })).status).toBe(422)
      const mixed = await hybrid({ inPerson: 1 })
      const { url } = location
      const online = { location: { kind: 'online', url } }
      expect((await ask('PATCH', `/v1/meetings/${mixed}`, online, 1)).status).toBe(422)
      expect((await ask('PATCH', `/v1/meetings/${mixed}`, { ...online, capacities: null }, 1)).status).toBe(
        200,
      )
    })
  })
})
