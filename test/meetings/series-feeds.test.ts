import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'
import { read } from './mails.ts'
import { startsIn } from './series-starts.ts'

// Tuesdays at 15:00 in Berlin, which is 14:00 in UTC until 28 March 2027.
const aSeries = aMeeting({
  startsAt: '2027-03-02T15:00',
  timeZone: 'Europe/Berlin',
  recurrence: { rule: 'FREQ=WEEKLY;COUNT=6' },
})

describe('a series in a calendar to subscribe to', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let path: string
  let id: string

  const ok = async (method: string, to: string, body?: object, version?: number) => {
    const match: Record<string, string> = version === undefined ? {} : { 'If-Match': `"${version}"` }
    const { status, json, text } = await world.call(alliance.coordinator, method, to, body, match)
    expect(status, `${to}: ${text}`).toBeLessThan(300)
    await pump.drain()
    return json
  }
  const meeting = (one: string) => `/v1/meetings/${one}`
  const change = async (one: string, body: object) =>
    ok('PATCH', meeting(one), body, (await ok('GET', meeting(one))).version)
  const occurrence = async (recurrenceId: string): Promise<string> =>
    (await ok('PUT', `${meeting(id)}/occurrences/${recurrenceId}`)).id
  const callOff = (one: string) => ok('POST', `${meeting(one)}/cancellation`, { reason: 'A holiday' })
  const reach = async (time: string) => {
    world.clock.advance((Date.parse(time) - world.clock.now().getTime()) / 1000)
    await pump.pass(1)
  }
  const feed = (headers = {}) => world.call(undefined, 'GET', path, undefined, headers)
  const starts = async () => startsIn((await feed()).text).map((start) => start.slice(5, 16))
  const statuses = async () =>
    new ICAL.Component(ICAL.parse((await feed()).text))
      .getAllSubcomponents('vevent')
      .map((event) => event.getFirstPropertyValue('status'))

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    const { id: organizationId, contacts } = await alliance.organization({ name: 'A' }, [
      { email: 'desk@a.example.org' },
    ])
    const token = await world.tokenFor({
      organizationId: organizationId as `org_${string}`,
      contactId: contacts[0]!.id as `con_${string}`,
    })
    id = (await ok('POST', '/v1/meetings', aSeries)).id
    const { json } = await world.call(token, 'POST', '/v1/calendar-feeds', {})
    path = new URL(json.url).pathname
  })

  it('has what was moved where it was held, also once it is past and the series changes', async () => {
    await change(await occurrence('2027-03-09T15:00'), { startsAt: '2027-03-10T10:00' })
    await callOff(await occurrence('2027-03-16T15:00'))
    const before = await feed()
    const etag = before.headers.get('ETag')!
    expect((await feed({ 'If-None-Match': etag })).status).toBe(304)
    await reach('2027-03-25T00:00:00Z')
    expect((await feed({ 'If-None-Match': etag })).status).toBe(304)
    await change(id, { title: 'Renamed' })
    expect((await feed({ 'If-None-Match': etag })).status).toBe(200)
    expect(await starts()).toEqual([
      '03-02T14:00',
      '03-10T09:00',
      '03-23T14:00',
      '03-30T13:00',
      '04-06T13:00',
    ])
  })

  it('ends with its last meeting when it is called off half-way', async () => {
    await change(await occurrence('2027-03-09T15:00'), { startsAt: '2027-03-10T10:00' })
    await change(await occurrence('2027-03-30T15:00'), { startsAt: '2027-03-31T10:00' })
    await reach('2027-03-17T00:00:00Z')
    world.mail.sent.length = 0
    await callOff(id)
    expect(await starts()).toEqual(['03-02T14:00', '03-10T09:00', '03-16T14:00'])
    expect(await statuses()).toEqual(['CONFIRMED', 'CONFIRMED'])
    const { text, calendar } = await read(world.mail.sent[0]!)
    expect(text).toContain('Tuesday, 23 March 2027')
    expect(text).not.toContain(' 2 March 2027')
    expect(calendar).toContain('METHOD:CANCEL')
  })

  it('has those alone that were held, wherever they were moved to', async () => {
    await change(await occurrence('2027-03-09T15:00'), { startsAt: '2027-03-24T10:00' })
    await change(await occurrence('2027-04-06T15:00'), { startsAt: '2027-03-11T10:00' })
    await reach('2027-03-17T00:00:00Z')
    await callOff(id)
    expect(await starts()).toEqual(['03-02T14:00', '03-11T09:00', '03-16T14:00'])
  })

  it('tells nothing of what was to come, also where the clock shows it twice', async () => {
    const recurrence = { rule: 'FREQ=WEEKLY;COUNT=40' }
    id = (await ok('POST', '/v1/meetings', { ...aSeries, startsAt: '2027-03-21T02:30', recurrence })).id
    await reach('2027-04-12T00:00:00Z')
    await callOff(id)
    const { text } = await feed()
    expect(text.match(/^RECURRENCE-ID.*$/gm)).toEqual(['RECURRENCE-ID;TZID=Europe/Berlin:20270328T023000'])
  })

  it('is off as a whole when none of it was held', async () => {
    await change(await occurrence('2027-03-09T15:00'), { title: 'Special' })
    await callOff(id)
    expect(new Set(await statuses())).toEqual(new Set(['CANCELLED']))
    expect(await starts()).toEqual(
      ['02', '09', '16', '23'].map((day) => `03-${day}T14:00`).concat('03-30T13:00', '04-06T13:00'),
    )
    expect((await feed()).text).toContain('BEGIN:VTIMEZONE')
  })

  it('may have twenty changed and any number called off', async () => {
    id = (await ok('POST', '/v1/meetings', { ...aSeries, recurrence: { rule: 'FREQ=DAILY;COUNT=45' } })).id
    const days = (await ok('GET', `${meeting(id)}/occurrences?limit=100`)).items.map(
      ({ recurrenceId }: { recurrenceId: string }) => recurrenceId,
    )
    for (const day of days.slice(0, 22)) await callOff(await occurrence(day))
    for (const day of days.slice(22, 42)) await change(await occurrence(day), { title: 'Special' })
    const more = await ok('GET', meeting(await occurrence(days[43])))
    const refused = await world.call(
      alliance.coordinator,
      'PATCH',
      meeting(more.id),
      { title: 'Special' },
      { 'If-Match': `"${more.version}"` },
    )
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('stand apart')])
  })
})
