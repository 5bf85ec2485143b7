import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { followSeries } from '../../shared/meetings/series/follow.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { gmail, outlook, type Pressed } from './calendar-replies.ts'
import { aMeeting, submit, visit } from './gathering.ts'
import { read } from './mails.ts'
import { hasOtherReader, importSeries } from './other-reader.ts'

const people = [
  { name: 'Nairobi', email: 'desk@nairobi.example.org', timeZone: 'Africa/Nairobi' },
  { name: 'Lima', email: 'desk@lima.example.org', timeZone: 'America/Lima', languages: ['es'] },
  { name: 'Hidden', email: 'desk@hidden.example.org', timeZone: 'Asia/Seoul', discreet: true },
]

// Tuesdays at 15:00 in Berlin, which change to summer time on 28 March 2027.
const aSeries = (change: object = {}) =>
  aMeeting({
    startsAt: '2027-03-09T15:00',
    timeZone: 'Europe/Berlin',
    recurrence: { rule: 'FREQ=WEEKLY;COUNT=6', except: ['2027-03-23T15:00'] },
    ...change,
  })

describe('a series of meetings', { timeout: 240_000 }, () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let guests: { id: string; contactId: string; token: string }[]
  let count: number

  const call = (token: string | undefined, method: string, path: string, body?: object, headers = {}) =>
    world.call(token, method, path, body, headers)
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    call(alliance.coordinator, method, path, body, headers)
  const ok = async (method: string, path: string, body?: object, headers = {}) => {
    const { status, json, text } = await ask(method, path, body, headers)
    expect(status, `${method} ${path}: ${text}`).toBeLessThan(300)
    await pump.drain()
    return json
  }
  const mailsTo = (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === people[at]!.email).map(read))
  const calendarsTo = async (at: number) =>
    (await mailsTo(at)).flatMap(({ calendar }) => (calendar ? [calendar] : []))
  const entries = (calendar: string) =>
    new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent').map((event) => ({
      sequence: event.getFirstPropertyValue('sequence'),
      start: String(event.getFirstPropertyValue('dtstart')),
      rule: event.getFirstPropertyValue('rrule')?.toString(),
      except: event.getAllProperties('exdate').flatMap((each) => each.getValues().map(String)),
      recurrenceId: event.getFirstPropertyValue('recurrence-id')?.toString(),
      organizer: String(event.getFirstPropertyValue('organizer')),
    }))
  const press = async (
    at: number,
    client: (pressed: Pressed) => string,
    partstat: string,
    change: Partial<Pressed> = {},
  ) => {
    const { event } = (await mailsTo(at)).find(({ calendar }) => calendar)!
    const organizer = String(event!.getFirstPropertyValue('organizer')).replace(/^mailto:/, '')
    const stamp = world.clock
      .now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')
    const uid = String(event!.getFirstPropertyValue('uid'))
    const pressed = { uid, organizer, attendee: people[at]!.email, sequence: 0, stamp, partstat, ...change }
    const messageId = `reply-${++count}`
    await pump.mailIn(client(pressed), { messageId, to: [organizer] })
  }
  const saidBy = async (id: string, at: number) =>
    (await ok('GET', `/v1/meetings/${id}/rsvps`)).items.find(
      ({ contactId }: { contactId: string }) => contactId === guests[at]!.contactId,
    ).answer
  const one = async (id: string, recurrenceId: string) =>
    ok('PUT', `/v1/meetings/${id}/occurrences/${recurrenceId}`)
  const match = (version: number) => ({ 'If-Match': `"${version}"` })
  const reach = async (end: string) => {
    world.clock.advance((Date.parse(end) - world.clock.now().getTime()) / 1000)
    for (let at = 0; at < 3; at++) await pump.pass(1)
  }
  const agenda = async () => {
    const pages = await Promise.all(
      Array.from({ length: 8 }, (_, shard) =>
        world.deps.store.query({ table: 'agenda', partition: `due#${shard}` }),
      ),
    )
    return pages
      .flatMap(({ items }) => items)
      .filter(({ kind }) => String(kind).startsWith('meeting-'))
      .map(({ kind, dueAt }) => `${kind} ${String(dueAt).slice(0, 16)}`)
      .sort()
  }

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    count = 0
    guests = []
    for (const { name, ...contact } of people) {
      const { id, contacts } = await alliance.organization({ name }, [contact])
      const contactId = contacts[0]!.id
      const person = { organizationId: id as `org_${string}`, contactId: contactId as `con_${string}` }
      guests.push({ id, contactId, token: await world.tokenFor(person) })
    }
  })

  it('is one entry that repeats by the clock of its zone, with the zone and the dates by the reader’s clock', async () => {
    const made = await ok('POST', '/v1/meetings', aSeries())
    expect(made.recurrence).toEqual({
      rule: 'FREQ=WEEKLY;COUNT=6',
      except: ['2027-03-23T15:00'],
      count: 5,
      lastStartsAtUtc: '2027-04-13T13:00:00.000Z',
      endsAtUtc: '2027-04-13T14:30:00.000Z',
      clockChanges: [],
    })
    const [calendar] = await calendarsTo(0)
    expect(entries(calendar!)).toMatchObject([
      {
        start: '2027-03-09T15:00:00',
        rule: 'FREQ=WEEKLY;COUNT=6',
        except: ['2027-03-23T15:00:00'],
        recurrenceId: undefined,
      },
    ])
    expect(calendar).toMatch(/BEGIN:VTIMEZONE\r?\nTZID:Europe\/Berlin/)
    expect(calendar).toContain('DTSTART;TZID=Europe/Berlin:20270309T150000')
    expect(calendar!.split(/\r?\n/).every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    const [spanish] = await mailsTo(1)
    expect(spanish!.text).toContain('5 reuniones')
    // Nine in the morning in Lima, and eight once Berlin has changed its clocks.
    expect(spanish!.text).toContain('martes, 9 de marzo de 2027, 09:00')
    expect(spanish!.text).toContain('martes, 30 de marzo de 2027, 08:00')
    expect(spanish!.text).not.toContain('23 de marzo')
    const [hidden] = await mailsTo(2)
    expect([hidden!.subject, hidden!.calendar]).toEqual(['A message for you', undefined])
    const { items } = await ok('GET', `/v1/meetings/${made.id}/occurrences`)
    expect(items.map(({ startsAtUtc }: { startsAtUtc: string }) => startsAtUtc.slice(0, 16))).toEqual([
      '2027-03-09T14:00',
      '2027-03-16T14:00',
      '2027-03-30T13:00',
      '2027-04-06T13:00',
      '2027-04-13T13:00',
    ])
  })

  it('is answered for all or for one, by calendar, by page and by the API', async () => {
    const { id } = await ok('POST', '/v1/meetings', aSeries())
    await press(0, gmail, 'ACCEPTED')
    expect(await saidBy(id, 0)).toBe('accepted')
    // One of it, as each client names it: by its zone, by a Windows zone, in UTC.
    await press(0, gmail, 'DECLINED', { occurrence: 'RECURRENCE-ID;TZID=Europe/Berlin:20270316T150000' })
    await press(0, outlook, 'DECLINED', {
      occurrence: 'RECURRENCE-ID;TZID=W. Europe Standard Time:20270330T150000',
    })
    await press(0, gmail, 'TENTATIVE', { occurrence: 'RECURRENCE-ID:20270406T130000Z' })
    const said = async (recurrenceId: string) => saidBy((await one(id, recurrenceId)).id, 0)
    expect(await Promise.all(['09', '16', '30'].map((day) => said(`2027-03-${day}T15:00`)))).toEqual([
      'accepted',
      'declined',
      'declined',
    ])
    expect(await said('2027-04-06T15:00')).toBe('tentative')
    expect(await said('2027-04-13T15:00')).toBe('accepted')
    expect(await saidBy(id, 0)).toBe('accepted')
    // What it never had, what follows and what another answers are held, and nothing is set apart for them.
    const before = (await ok('GET', `/v1/meetings/${id}/occurrences`)).items
    for (const occurrence of [
      'RECURRENCE-ID;TZID=Europe/Berlin:20270323T150000',
      'RECURRENCE-ID;TZID=Europe/Berlin:20270317T150000',
      'RECURRENCE-ID:99999999T999999Z',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270413T150000',
    ])
      await press(0, gmail, 'DECLINED', { occurrence })
    const held = await world.deps.store.query({ table: 'deliveries', partition: `replies#${id}` })
    expect(held.items.map(({ because }) => because)).toEqual(Array(4).fill('another-meeting'))
    expect((await ok('GET', `/v1/meetings/${id}/occurrences`)).items).toEqual(before)

    const link = (await mailsTo(1))[0]!.link!
    const page = await visit(world, link)
    expect(page.text).toContain('Su respuesta vale para todas las reuniones')
    expect(page.text).toContain(`href="${link}/occurrences/2027-03-16T15:00"`)
    expect(Buffer.byteLength(page.text)).toBeLessThan(14_000)
    const untouched = (await ok('GET', `/v1/meetings/${id}/occurrences`)).items
    for (const method of ['GET', 'HEAD'])
      expect((await visit(world, `${link}/occurrences/2027-03-16T15:00`, method)).status).toBe(200)
    expect((await ok('GET', `/v1/meetings/${id}/occurrences`)).items).toEqual(untouched)
    expect((await submit(world, link, { answer: 'declined' })).status).toBe(200)
    const alone = await submit(world, `${link}/occurrences/2027-03-16T15:00`, { answer: 'accepted' })
    expect(alone.text).toContain('esta única reunión')
    expect(await saidBy(id, 1)).toBe('declined')
    expect(await saidBy((await one(id, '2027-03-16T15:00')).id, 1)).toBe('accepted')
    expect(await saidBy((await one(id, '2027-03-30T15:00')).id, 1)).toBe('declined')
    expect((await submit(world, `${link}/occurrences/2027-03-17T15:00`, { answer: 'accepted' })).status).toBe(
      404,
    )
    // Taken back, what was said of all of it holds again.
    await submit(world, `${link}/occurrences/2027-03-16T15:00`, { undo: '1' })
    expect(await saidBy((await one(id, '2027-03-16T15:00')).id, 1)).toBe('declined')
    const path = `/v1/meetings/${(await one(id, '2027-04-13T15:00')).id}/rsvps/${guests[1]!.contactId}`
    expect((await call(guests[1]!.token, 'PUT', path, { answer: 'accepted' })).status).toBe(200)
  })

  it('has one moved and one called off, and the rest undisturbed, in a calendar that is not ours, too', async () => {
    const { id } = await ok('POST', '/v1/meetings', aSeries())
    const { id: moved, version } = await one(id, '2027-03-16T15:00')
    await ok(
      'PATCH',
      `/v1/meetings/${moved}`,
      { startsAt: '2027-03-17T10:00', title: 'Special' },
      match(version),
    )
    const { id: off } = await one(id, '2027-03-30T15:00')
    await ok('POST', `/v1/meetings/${off}/cancellation`, { reason: 'A holiday' })
    const calendars = await calendarsTo(0)
    const told = calendars.map(entries)
    const organizers = new Set(told.flat().map(({ organizer }) => organizer))
    expect(organizers.size).toBe(1)
    expect(
      told.map((each) => each.map(({ sequence, start, recurrenceId }) => [sequence, start, recurrenceId])),
    ).toEqual([
      [[0, '2027-03-09T15:00:00', undefined]],
      [[1, '2027-03-17T10:00:00', '2027-03-16T15:00:00']],
      [[1, '2027-03-30T15:00:00', '2027-03-30T15:00:00']],
    ])
    expect((await mailsTo(0)).map(({ subject }) => subject)).toEqual([
      'Invitation: Weekly call',
      'Changed: Special',
      'Cancelled: Weekly call',
    ])
    expect((await mailsTo(0))[1]!.text).toContain('The others stay as they are')
    expect((await mailsTo(2)).map(({ calendar }) => calendar)).toEqual([undefined, undefined, undefined])

    // Told again, it has without a word what was called off, and with it what was moved.
    const series = await ok('GET', `/v1/meetings/${id}`)
    await ok('PATCH', `/v1/meetings/${id}`, { title: 'Tuesday call' }, match(series.version))
    const [whole, apart] = entries((await calendarsTo(0)).at(-1)!)
    expect(whole).toMatchObject({
      sequence: 2,
      except: ['2027-03-23T15:00:00', '2027-03-30T15:00:00'],
    })
    expect(apart).toMatchObject({ recurrenceId: '2027-03-16T15:00:00', start: '2027-03-17T10:00:00' })
    const { items } = await ok('GET', `/v1/meetings/${id}/occurrences`)
    expect(items.map(({ status }: { status: string }) => status)).toEqual([
      'planned',
      'moved',
      'cancelled',
      'planned',
      'planned',
    ])
    // What stands apart has its own title; the others follow.
    expect((await ok('GET', `/v1/meetings/${moved}`)).title).toBe('Special')
    expect((await one(id, '2027-04-06T15:00')).title).toBe('Tuesday call')
    // An answer to the moved one counts for its new time; one to its old time does not.
    const named = { occurrence: 'RECURRENCE-ID;TZID=Europe/Berlin:20270316T150000' }
    await press(0, gmail, 'ACCEPTED', { ...named, sequence: 0 })
    expect(await saidBy(moved, 0)).toBe(null)
    await press(0, gmail, 'ACCEPTED', { ...named, sequence: 1 })
    expect(await saidBy(moved, 0)).toBe('accepted')
    if (!hasOtherReader) return
    const days = (each: [string, string][]) => each.map(([start, title]) => `${start.slice(5)} ${title}`)
    const held = importSeries(await calendarsTo(0)).map(days)
    expect(held).toEqual([
      [
        '03-09T14:00 Weekly call',
        '03-16T14:00 Weekly call',
        '03-30T13:00 Weekly call',
        '04-06T13:00 Weekly call',
        '04-13T13:00 Weekly call',
      ],
      [
        '03-09T14:00 Weekly call',
        '03-17T09:00 Special',
        '03-30T13:00 Weekly call',
        '04-06T13:00 Weekly call',
        '04-13T13:00 Weekly call',
      ],
      [
        '03-09T14:00 Weekly call',
        '03-17T09:00 Special',
        '04-06T13:00 Weekly call',
        '04-13T13:00 Weekly call',
      ],
      [
        '03-09T14:00 Tuesday call',
        '03-17T09:00 Special',
        '04-06T13:00 Tuesday call',
        '04-13T13:00 Tuesday call',
      ],
    ])
  })

  it('moves as a whole from a day on, and is called off as a whole', async () => {
    const { id } = await ok('POST', '/v1/meetings', aSeries())
    const { id: moved, version } = await one(id, '2027-04-06T15:00')
    await ok('PATCH', `/v1/meetings/${moved}`, { startsAt: '2027-04-07T15:00' }, match(version))
    await reach('2027-03-10T00:00:00Z')
    const before = await ok('GET', `/v1/meetings/${id}`)
    const past = await ask('PATCH', `/v1/meetings/${id}`, { durationMinutes: 30 }, match(before.version))
    expect(past.json.errors[0].pointer).toBe('#/startsAt')
    const change = { startsAt: '2027-03-18T16:00', recurrence: { rule: 'FREQ=WEEKLY;COUNT=3' } }
    const after = await ok('PATCH', `/v1/meetings/${id}`, change, match(before.version))
    expect(after).toMatchObject({ sequence: 2, recurrence: { count: 3, except: [] } })
    expect((await ok('GET', `/v1/meetings/${moved}`)).status).toBe('cancelled')
    expect(entries((await calendarsTo(0)).at(-1)!)).toMatchObject([
      { sequence: 2, start: '2027-03-18T16:00:00' },
    ])
    await ok('POST', `/v1/meetings/${id}/cancellation`, { reason: 'Enough' })
    const last = (await calendarsTo(0)).at(-1)!
    expect(last).toContain('METHOD:CANCEL')
    expect(last).not.toContain('RRULE')
    expect(entries(last)).toMatchObject([{ sequence: 3, recurrenceId: undefined }])
    expect((await agenda()).filter((row) => row.startsWith('meeting-reminder'))).toEqual([])
    if (hasOtherReader) expect(importSeries(await calendarsTo(0)).at(-1)).toEqual([])
  })

  it('has one meeting at a time on the agenda, however long it is, and reminds of each', async () => {
    const rule = 'FREQ=DAILY;COUNT=500'
    const { id } = await ok('POST', '/v1/meetings', aSeries({ recurrence: { rule } }))
    await press(0, gmail, 'ACCEPTED')
    await reach('2026-11-22T10:00:00Z')
    const first = await agenda()
    expect(first.filter((row) => !row.startsWith('meeting-series'))).toHaveLength(3)
    for (const time of ['2027-03-09T14:00:01Z', '2027-03-10T14:00:01Z']) {
      await reach(time)
      await followSeries(world.deps, id)
      const rows = (await agenda()).filter((row) => row.startsWith('meeting-reminder'))
      // A day before would be at the last one, and is not said.
      expect(rows).toHaveLength(1)
    }
    world.mail.sent.length = 0
    await reach('2027-03-11T13:01:00Z')
    expect((await mailsTo(0)).map(({ subject }) => subject)).toEqual(['Reminder: Weekly call'])
    expect((await mailsTo(0))[0]!.text).toContain('11 March 2027')
    // Who is silent is asked once for each; who is discreet never.
    expect((await mailsTo(1)).map(({ subject }) => subject)).toEqual(['Recordatorio: Weekly call'])
    expect(await mailsTo(2)).toEqual([])
    const list = (await ok('GET', '/v1/meetings?from=2027-03-11&to=2027-03-12')).items
    expect(list.map(({ occurrence }: { occurrence: object }) => occurrence)).toEqual([
      { seriesId: id, recurrenceId: '2027-03-11T15:00' },
    ])
    const own = await call(guests[0]!.token, 'GET', '/v1/meetings?from=2027-03-11&to=2027-03-12')
    expect(own.json.items).toHaveLength(1)
  })

  it('stands in a calendar feed as it is, long after it began', async () => {
    const { id } = await ok('POST', '/v1/meetings', aSeries({ recurrence: { rule: 'FREQ=WEEKLY;COUNT=40' } }))
    const { id: moved, version } = await one(id, '2027-09-14T15:00')
    await ok('PATCH', `/v1/meetings/${moved}`, { startsAt: '2027-09-15T15:00' }, match(version))
    const { id: off } = await one(id, '2027-09-21T15:00')
    await ok('POST', `/v1/meetings/${off}/cancellation`, { reason: 'No' })
    await reach('2027-09-08T00:00:00Z')
    const feed = (await call(guests[0]!.token, 'POST', '/v1/calendar-feeds', {})).json
    const { text } = await visit(world, new URL(feed.url).pathname)
    const [whole, apart, ...rest] = entries(text)
    expect(rest).toEqual([])
    expect(whole).toMatchObject({ rule: 'FREQ=WEEKLY;COUNT=40', except: ['2027-09-21T15:00:00'] })
    expect(apart).toMatchObject({ recurrenceId: '2027-09-14T15:00:00', start: '2027-09-15T15:00:00' })
    if (!hasOtherReader) return
    const [held] = importSeries([text])
    const around = held!.filter(([start]) => start > '2027-09-07' && start < '2027-10-06')
    expect(around.map(([start]) => start.slice(5))).toEqual([
      '09-07T13:00',
      '09-15T13:00',
      '09-28T13:00',
      '10-05T13:00',
    ])
  })

  it('refuses what is of one meeting, and inviting or uninviting for one alone', async () => {
    const wrong = async (change: object) =>
      (await ask('POST', '/v1/meetings', aSeries(change))).json.errors[0]
    expect(await wrong({ recurrence: { rule: 'FREQ=YEARLY;COUNT=100' } })).toEqual({
      pointer: '#/recurrence/rule',
      detail: 'goes on for more than 10 years, or for more than 520 meetings. Call another when it ends',
    })
    expect((await wrong({ rsvpBy: '2027-03-01T10:00' })).pointer).toBe('#/rsvpBy')
    expect((await wrong({ capacity: 5 })).pointer).toBe('#/capacity')
    const { id } = await ok('POST', '/v1/meetings', aSeries())
    const apart = await one(id, '2027-03-16T15:00')
    const path = `/v1/meetings/${apart.id}`
    expect((await ask('POST', `${path}/invitations`, { organizationId: guests[0]!.id })).status).toBe(409)
    expect((await ask('DELETE', `${path}/invitations/${guests[0]!.contactId}`)).status).toBe(409)
    expect((await ask('PATCH', path, { capacity: 3 }, match(apart.version))).status).toBe(422)
    const again = { recurrence: { rule: 'FREQ=DAILY;COUNT=3' } }
    expect((await ask('PATCH', path, again, match(apart.version))).status).toBe(422)
    const single = await ok('POST', '/v1/meetings', aMeeting())
    expect((await ask('PATCH', `/v1/meetings/${single.id}`, again, match(1))).status).toBe(422)
    expect((await ask('GET', `/v1/meetings/${single.id}/occurrences`)).status).toBe(404)
    expect((await ask('PUT', `/v1/meetings/${id}/occurrences/2027-03-23T15:00`)).status).toBe(404)
    // Uninvited from the series, nobody is left in one of it.
    await ok('DELETE', `/v1/meetings/${id}/invitations/${guests[0]!.contactId}`)
    const { items } = await ok('GET', `${path}/rsvps`)
    expect(items.map(({ contactId }: { contactId: string }) => contactId)).not.toContain(guests[0]!.contactId)
  })
})
