import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'
import { hasOtherReader, importInto } from './other-reader.ts'

describe('a calendar to subscribe to', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let people: { token: string; organizationId: `org_${string}`; contactId: `con_${string}` }[]

  const call = (token: string | undefined, method: string, path: string, body?: object, headers = {}) =>
    world.call(token, method, path, body, headers)
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    call(alliance.coordinator, method, path, body, headers)

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    people = []
    for (const name of ['A', 'B']) {
      const contact = { email: `${name}@example.org`, languages: ['fr'] }
      const { id, contacts } = await alliance.organization({ name }, [contact])
      const person = { organizationId: id as `org_${string}`, contactId: contacts[0]!.id as `con_${string}` }
      people.push({ ...person, token: await world.tokenFor(person) })
    }
  })

  const called = async (change: object = {}) => {
    const { json } = await ask('POST', '/v1/meetings', aMeeting(change))
    await pump.drain()
    return json.id as string
  }
  const patch = async (id: string, version: number, change: object) => {
    await ask('PATCH', `/v1/meetings/${id}`, change, { 'If-Match': `"${version}"` })
    await pump.drain()
  }
  const subscribe = async (at = 0, input: object = {}) => {
    const { status, json } = await call(people[at]!.token, 'POST', '/v1/calendar-feeds', input)
    expect(status).toBe(201)
    return { id: json.id as string, path: new URL(json.url).pathname }
  }
  const fetched = (path: string, headers = {}) => call(undefined, 'GET', path, undefined, headers)
  const events = async (path: string) => {
    const { status, text } = await fetched(path)
    expect(status).toBe(200)
    const calendar = new ICAL.Component(ICAL.parse(text))
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    return calendar.getAllSubcomponents('vevent').map((event) => {
      const value = (name: string) => String(event.getFirstPropertyValue(name) ?? '')
      const [summary, status, start] = [value('summary'), value('status'), value('dtstart')]
      return { uid: value('uid'), sequence: Number(value('sequence')), summary, status, start }
    })
  }

  it('shows one’s meetings, moved and called off, under the names that the mails gave them', async () => {
    const { path } = await subscribe()
    expect(await events(path)).toEqual([])
    const id = await called()
    const other = await called({ title: 'Another', startsAt: '2026-12-02T15:00' })
    const uid = `${id}@tocsin.example.org`
    expect((await events(path))[0]).toEqual({
      uid,
      sequence: 0,
      summary: 'Weekly call',
      status: 'CONFIRMED',
      start: '2026-12-01T12:00:00Z',
    })
    await patch(id, 1, { startsAt: '2026-12-03T15:00' })
    await ask('POST', `/v1/meetings/${other}/cancellation`, { reason: 'No quorum' })
    await pump.drain()
    expect(await events(path)).toMatchObject([
      { summary: 'Another', status: 'CANCELLED', sequence: 1 },
      { uid, status: 'CONFIRMED', sequence: 1, start: '2026-12-03T12:00:00Z' },
    ])
    await ask('DELETE', `/v1/meetings/${id}/invitations/${people[0]!.contactId}`)
    expect(await events(path)).toMatchObject([{ summary: 'Another' }])
  })

  it.skipIf(!hasOtherReader)(
    'is read by a calendar that is not ours, and followed as it changes',
    async () => {
      const { path } = await subscribe()
      const location = {
        kind: 'hybrid',
        url: 'https://meet.example.org/x?a=1;b=2,3',
        address: 'Hall 1; left',
      }
      const id = await called({ title: 'Réunion, «vallée»; ២៤\\', location })
      const polls = [(await fetched(path)).text]
      await patch(id, 1, { startsAt: '2026-12-03T15:00' })
      polls.push((await fetched(path)).text)
      await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' })
      await pump.drain()
      polls.push((await fetched(path)).text)
      const uid = `${id}@tocsin.example.org`
      const entry = { summary: 'Réunion, «vallée»; ២៤\\', location: expect.stringContaining('Hall 1; left') }
      expect(importInto(polls)).toMatchObject([
        { [uid]: { ...entry, sequence: 0, start: '2026-12-01T12:00:00+00:00', status: 'CONFIRMED' } },
        { [uid]: { ...entry, sequence: 1, start: '2026-12-03T12:00:00+00:00', status: 'CONFIRMED' } },
        { [uid]: { ...entry, sequence: 2, status: 'CANCELLED' } },
      ])
    },
  )

  it('is the same, byte for byte, while nothing changes, and says so by its ETag', async () => {
    const { path } = await subscribe()
    const id = await called()
    const first = await fetched(path)
    world.clock.advance(3600)
    const etag = first.headers.get('ETag')!
    const again = await fetched(path, { 'If-None-Match': etag })
    expect([again.status, again.text]).toEqual([304, ''])
    await patch(id, 1, { title: 'Renamed' })
    const changed = await fetched(path, { 'If-None-Match': etag })
    expect([changed.status, changed.text.includes('Renamed')]).toEqual([200, true])
    expect(changed.text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(changed.text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(changed.headers.get('Cache-Control')).toBe('private, max-age=300')
  })

  it('is told once, kept as a hash, announced to its holder, and dead at once when it is ended', async () => {
    const key = { 'Idempotency-Key': '"once"' }
    const [first, second] = [
      await call(people[0]!.token, 'POST', '/v1/calendar-feeds', {}, key),
      await call(people[0]!.token, 'POST', '/v1/calendar-feeds', {}, key),
    ]
    expect([second.json.id, second.json.url]).toEqual([first.json.id, undefined])
    await pump.drain()
    expect(world.mail.sent.map(({ to }) => to)).toEqual(['A@example.org'])
    const path = new URL(first.json.url).pathname
    const secret = path.slice('/calendar/'.length, -'.ics'.length)
    const listed = await call(people[0]!.token, 'GET', '/v1/calendar-feeds')
    expect(listed.json.items).toEqual([{ id: first.json.id, createdAt: first.json.createdAt }])
    expect(listed.text).not.toContain(secret)
    const end = (at: number) => call(people[at]!.token, 'DELETE', `/v1/calendar-feeds/${first.json.id}`)
    expect((await end(1)).status).toBe(404)
    expect((await fetched(path)).status).toBe(200)
    expect((await end(0)).status).toBe(204)
    expect((await fetched(path)).status).toBe(404)
    for (const wrong of [
      '/calendar/x.ics',
      `/calendar/${secret}`,
      `${path}/`,
      `/calendar/${'0'.repeat(32)}.ics`,
    ])
      expect((await fetched(wrong)).status).toBe(404)
    expect((await call(undefined, 'POST', path)).status).toBe(405)
  })

  it('dies with the mailbox it was made from', async () => {
    const [first, second] = [await subscribe(0), await subscribe(1)]
    const contact = (at: number) => {
      const { organizationId, contactId } = people[at]!
      return `/v1/organizations/${organizationId}/contacts/${contactId}`
    }
    await ask('POST', `${contact(0)}/compromised`, {})
    await ask('DELETE', contact(1))
    expect([(await fetched(first.path)).status, (await fetched(second.path)).status]).toEqual([404, 404])
  })

  it('of a coalition is for those inside, and empty for whoever has left', async () => {
    const { id: situationId } = await alliance.situation()
    const formed = { situationId, name: 'Valley', purpose: 'Speak', confidential: true }
    const { id: coalitionId } = (await ask('POST', '/v1/coalitions', formed)).json
    const { token, organizationId } = people[0]!
    const refused = await call(people[1]!.token, 'POST', '/v1/calendar-feeds', { coalitionId })
    expect(refused.status).toBe(404)
    await ask('POST', `/v1/coalitions/${coalitionId}/invitations`, { organizationIds: [organizationId] })
    const part = `/v1/coalitions/${coalitionId}/organizations/${organizationId}`
    await call(token, 'PUT', part, { status: 'joined' })
    await called({ title: 'Of everybody' })
    await called({ coalitionId, title: 'Secret' })
    const [whole, own] = [await subscribe(0), await subscribe(0, { coalitionId })]
    expect(await events(own.path)).toMatchObject([{ summary: 'Appel' }])
    expect((await events(whole.path)).map(({ summary }) => summary).sort()).toEqual(['Appel', 'Of everybody'])
    expect((await fetched(own.path)).text).not.toMatch(/Secret|Valley|meet\.example/)
    await call(token, 'PUT', part, { status: 'left' })
    expect(await events(own.path)).toEqual([])
    expect(await events(whole.path)).toMatchObject([{ summary: 'Of everybody' }])
  })

  it('is not for a discreet contact, for programs, or without end', async () => {
    const { organizationId, contactId, token } = people[0]!
    const { path } = await subscribe()
    await called()
    const program = await world.tokenFor({ organizationId, contactId, scopes: ['meetings:read'] })
    expect((await call(program, 'POST', '/v1/calendar-feeds', {})).status).toBe(403)
    const many = await Promise.all(
      Array.from({ length: 14 }, () => call(token, 'POST', '/v1/calendar-feeds', {})),
    )
    expect(many.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(9)
    expect((await call(token, 'GET', '/v1/calendar-feeds')).json.items.length).toBeLessThanOrEqual(10)
    await ask(
      'PATCH',
      `/v1/organizations/${organizationId}/contacts/${contactId}`,
      { discreet: true },
      {
        'If-Match': `"${(await ask('GET', `/v1/organizations/${organizationId}`)).json.version}"`,
      },
    )
    expect(await events(path)).toEqual([])
  })

  it('drops what is long over', async () => {
    const { path } = await subscribe()
    await called()
    world.clock.advance(120 * 86_400)
    expect(await events(path)).toEqual([])
  })
})
