import { beforeAll, describe, expect, it } from 'vitest'
import { createGathering, type Gathering } from './gathering.ts'

describe('calling a meeting', () => {
  let gathering: Gathering
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust', 'Minority Watch'])
  })

  const faults = async (change: object) => {
    const refused = await gathering.call(change)
    expect(refused.status).toBe(422)
    return refused.json.errors as { detail: string; pointer: string }[]
  }
  const pointers = async (change: object) => (await faults(change)).map(({ pointer }) => pointer)

  it('takes a local time and a zone, and says when that is', async () => {
    const { status, json, headers } = await gathering.call()
    expect(status).toBe(201)
    expect(headers.get('Location')).toBe(`/v1/meetings/${json.id}`)
    expect(headers.get('ETag')).toBe('"1"')
    expect(json).toMatchObject({
      startsAt: '2026-12-01T15:00',
      timeZone: 'Africa/Nairobi',
      startsAtUtc: '2026-12-01T12:00:00.000Z',
      endsAtUtc: '2026-12-01T13:30:00.000Z',
      status: 'confirmed',
      sequence: 0,
      uid: `${json.id}@tocsin.example.org`,
    })
    const read = await gathering.world.call(gathering.coordinator, 'GET', `/v1/meetings/${json.id}`)
    expect(read.json).toEqual(json)
  })

  it('invites the whole alliance, and says so in history', async () => {
    const { json } = await gathering.call({ title: 'Assembly' })
    const [{ notification, content }] = (await gathering.told(json.id)) as [
      Awaited<ReturnType<Gathering['told']>>[0],
    ]
    expect(notification).toMatchObject({
      kind: 'meeting',
      subject: json.id,
      recipients: { of: 'alliance' },
      corrects: [],
    })
    expect(content).toMatchObject({
      method: 'request',
      update: false,
      sequence: 0,
      title: 'Assembly',
      startsAt: '2026-12-01T12:00:00.000Z',
      confidential: false,
    })
    const { items } = await gathering.world.deps.store.query({ table: 'events', partition: json.id })
    expect(items).toMatchObject([
      { type: 'meeting.called', notifications: [notification.id], audience: { to: 'members' } },
    ])
  })

  it('refuses a time that a clock change skips, and names what it could mean', async () => {
    const [fault] = await faults({ startsAt: '2027-03-28T02:30', timeZone: 'Europe/Berlin' })
    expect(fault!.pointer).toBe('#/startsAt')
    expect(fault!.detail).toMatch(/skips.*2027-03-28T01:30\+01:00.*2027-03-28T03:30\+02:00/)
    const offset = { startsAt: '2027-03-28T02:30', timeZone: 'Europe/Berlin', offset: '+01:00' }
    expect(await pointers(offset)).toEqual(['#/startsAt'])
  })

  it('asks which is meant of a time that a clock change repeats', async () => {
    const twice = { startsAt: '2027-10-31T02:30', timeZone: 'Europe/Berlin' }
    const [fault] = await faults(twice)
    expect(fault!.detail).toMatch(/repeats.*2027-10-31T02:30\+02:00.*2027-10-31T02:30\+01:00/)
    const start = async (offset: string) => (await gathering.call({ ...twice, offset })).json.startsAtUtc
    expect(await start('+02:00')).toBe('2027-10-31T00:30:00.000Z')
    expect(await start('+01:00')).toBe('2027-10-31T01:30:00.000Z')
    expect(await pointers({ ...twice, offset: '+05:00' })).toEqual(['#/startsAt'])
  })

  it('refuses an offset that contradicts the zone', async () => {
    expect(await pointers({ offset: '+02:00' })).toEqual(['#/offset'])
    expect((await gathering.call({ offset: '+03:00' })).status).toBe(201)
  })

  it('refuses what lies behind, and what lies beyond foresight', async () => {
    expect(await pointers({ startsAt: '2026-11-22T11:59' })).toEqual(['#/startsAt'])
    expect((await gathering.call({ startsAt: '2026-11-22T12:01' })).status).toBe(201)
    expect(await pointers({ startsAt: '2026-10-25T02:30', timeZone: 'Europe/London' })).toEqual([
      '#/startsAt',
    ])
    expect(await pointers({ startsAt: '9999-12-31T23:59' })).toEqual(['#/startsAt'])
  })

  it('refuses times, zones and durations that are none', async () => {
    for (const startsAt of [
      '2026-02-30T10:00',
      '2026-12-01',
      '2026-12-01T15:00Z',
      '2026-12-01T24:00',
      'soon',
      '',
    ])
      expect(await pointers({ startsAt })).toEqual(['#/startsAt'])
    for (const timeZone of ['Mars/Olympus', '+05:30', '', 'Factory'])
      expect(await pointers({ timeZone })).toEqual(['#/timeZone'])
    for (const durationMinutes of [0, -5, 10_081, 1.5, '60'])
      expect(await pointers({ durationMinutes })).toEqual(['#/durationMinutes'])
  })

  it('wants a place that fits its kind', async () => {
    const url = 'https://meet.example.org/x'
    const wrong = [
      { kind: 'online' },
      { kind: 'in-person' },
      { kind: 'hybrid', url },
      { kind: 'hybrid', address: 'Hall' },
      { kind: 'online', url, address: 'Hall' },
      { kind: 'online', url: 'javascript:alert(1)' },
      { kind: 'elsewhere' },
    ]
    for (const location of wrong) expect((await pointers({ location }))[0]).toMatch(/^#\/location/)
    expect((await gathering.call({ location: { kind: 'hybrid', url, address: 'Hall 2' } })).status).toBe(201)
  })

  it('takes a deadline before the start, as an instant or as the clock there shows it', async () => {
    const deadline = async (rsvpBy: string) => (await gathering.call({ rsvpBy })).json.rsvpBy
    expect(await deadline('2026-11-30T12:00:00+01:00')).toBe('2026-11-30T11:00:00.000Z')
    expect(await deadline('2026-11-30T12:00')).toBe('2026-11-30T09:00:00.000Z')
    for (const rsvpBy of ['2026-12-01T15:00', '2026-11-01T12:00', '9999-12-31T23:59:59-23:00', 'tomorrow'])
      expect(await pointers({ rsvpBy })).toEqual(['#/rsvpBy'])
  })

  it('answers a repeated request as it answered the first', async () => {
    const key = { 'Idempotency-Key': '"weekly"' }
    const first = await gathering.call({ title: 'Once' }, gathering.coordinator, key)
    const again = await gathering.call({ title: 'Once' }, gathering.coordinator, key)
    expect([again.status, again.json]).toEqual([201, first.json])
  })

  it('stands in the contract', async () => {
    const { json } = await gathering.world.call(undefined, 'GET', '/openapi.json')
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining([
        '/v1/meetings',
        '/v1/meetings/{id}/rsvps/{contactId}',
        '/v1/meetings/{id}/invitation.ics',
      ]),
    )
    expect(Object.keys(json.components.schemas.MeetingInput.properties)).toContain('rsvpBy')
  })

  it('lets only coordinators call the alliance together', async () => {
    expect((await gathering.call({}, gathering.guests[0]!.token)).status).toBe(403)
    expect((await gathering.world.call(undefined, 'POST', '/v1/meetings', {})).status).toBe(401)
    const desk = await gathering.world.tokenFor({ relation: 'authority' })
    const { json } = await gathering.call()
    expect((await gathering.world.call(desk, 'GET', `/v1/meetings/${json.id}`)).status).toBe(404)
  })
})
