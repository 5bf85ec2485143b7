import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { derivedId } from '../../shared/ids.ts'
import { mintLink } from '../../shared/links/link.ts'
import { closePollWhenDue } from '../../shared/meetings/polls/deadline.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { submit, visit } from './gathering.ts'
import { linkIn, read } from './mails.ts'

const people = [
  { name: 'Nairobi', email: 'desk@nairobi.example.org', timeZone: 'Africa/Nairobi' },
  { name: 'Lima', email: 'desk@lima.example.org', timeZone: 'America/Lima', languages: ['es'] },
  { name: 'Seoul', email: 'desk@seoul.example.org', timeZone: 'Asia/Seoul', languages: ['fr'] },
  { name: 'Hidden', email: 'desk@hidden.example.org', timeZone: 'Asia/Beirut', discreet: true },
]

const aPoll = (change: object = {}) => ({
  title: 'Joint appeal',
  agenda: 'Who signs',
  timeZone: 'Africa/Nairobi',
  durationMinutes: 60,
  location: { kind: 'online', url: 'https://meet.example.org/appeal' },
  slots: [
    { startsAt: '2026-12-08T15:00' },
    { startsAt: '2026-12-09T06:00' },
    { startsAt: '2026-12-09T09:00', timeZone: 'America/Lima', durationMinutes: 90 },
  ],
  closesAt: '2026-12-01T18:00',
  ...change,
})

describe('a date poll', { timeout: 120_000 }, () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let guests: { id: string; contactId: string; token: string }[]

  const call = (token: string | undefined, method: string, path: string, body?: object, headers = {}) =>
    world.call(token, method, path, body, headers)
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    call(alliance.coordinator, method, path, body, headers)
  const reach = async (end: string) => {
    world.clock.advance((Date.parse(end) - world.clock.now().getTime()) / 1000)
    for (let at = 0; at < 3; at++) await pump.pass(1)
  }
  const mailsTo = (at: number) =>
    Promise.all(
      world.mail.sent
        .filter(({ to }) => to === people[at]!.email)
        .map(async (mail) => ({ ...(await read(mail)), poll: await linkIn(mail, 'poll') })),
    )
  const linkOf = async (at: number) => (await mailsTo(at)).findLast(({ poll }) => poll)!.poll!
  const propose = async (change: object = {}) => {
    const { status, json, text } = await ask('POST', '/v1/polls', aPoll(change))
    expect(status, text).toBe(201)
    await pump.drain()
    return json.id as string
  }
  const choices = (one: string, two: string, three: string) => ({
    'slot-1': one,
    'slot-2': two,
    'slot-3': three,
  })
  const linkOfSent = (id: string, at: number) => {
    const { id: organizationId, contactId } = guests[at]!
    const expiresAt = new Date('2027-06-01T00:00:00Z')
    const link = { purpose: 'poll', subject: id, contactId, organizationId, epoch: 1, expiresAt } as const
    return `/poll/${mintLink(world.deps.keys, link)}`
  }

  const board = async (id: string) => (await ask('GET', `/v1/polls/${id}/answers`)).json

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    guests = []
    for (const { name, ...contact } of people) {
      const { id, contacts } = await alliance.organization({ name }, [contact])
      const contactId = contacts[0]!.id
      const person = { organizationId: id as `org_${string}`, contactId: contactId as `con_${string}` }
      guests.push({ id, contactId, token: await world.tokenFor(person) })
    }
  })

  it('asks each in their zone and language, shows whose night each time is, and becomes the meeting', async () => {
    const id = await propose()
    const [spanish] = await mailsTo(1)
    expect(spanish!.subject).toBe('¿Qué horas le convienen? Joint appeal')
    expect(spanish!.text).toContain('martes, 8 de diciembre de 2026, 07:00')
    expect(spanish!.text).toContain('2026-12-09 14:00 UTC (90′)')
    const [hidden] = await mailsTo(3)
    expect(hidden!.subject).toBe('A message for you')
    expect(`${hidden!.subject} ${hidden!.text}`).not.toMatch(/appeal|times|Nairobi/i)

    const page = await visit(world, await linkOf(1))
    expect(page.text).toContain('Las horas son las de \u2068America/Lima\u2069')
    expect(page.text).toContain('martes, 8 de diciembre de 2026, 07:00')
    const said = await submit(world, await linkOf(1), choices('if-need-be', 'no', 'yes'))
    expect(said.status).toBe(200)
    expect((await submit(world, await linkOf(0), choices('yes', 'no', 'if-need-be'))).status).toBe(200)
    expect((await submit(world, await linkOf(2), choices('no', 'yes', 'no'))).status).toBe(200)
    await pump.drain()
    expect((await mailsTo(1)).at(-1)!.text).toContain('sí 1, si hace falta 1, no 1')

    const { items, slots, suggestion } = await board(id)
    expect(items).toHaveLength(4)
    expect(
      items.find(({ contactId }: { contactId: string }) => contactId === guests[3]!.contactId).answers,
    ).toBe(null)
    const table = slots.map(
      (slot: { startsAtUtc: string; tally: object; organizationsAtNight: string[]; rank: number }) => [
        slot.startsAtUtc.slice(0, 16),
        ...Object.values(slot.tally),
        slot.organizationsAtNight.map((each) => people[guests.findIndex((guest) => guest.id === each)]!.name),
        slot.rank,
      ],
    )
    console.info(table.map((line: unknown[]) => line.join('  ')).join('\n'))
    // Who is discreet and has said nothing is not silent.
    expect(table).toEqual([
      ['2026-12-08T12:00', 1, 1, 1, 0, [], 1],
      ['2026-12-09T03:00', 1, 0, 2, 0, expect.arrayContaining(['Nairobi', 'Lima', 'Hidden']), 3],
      ['2026-12-09T14:00', 1, 1, 1, 0, ['Seoul'], 2],
    ])
    expect(suggestion).toBe('1')

    world.mail.sent.length = 0
    const done = await ask('POST', `/v1/polls/${id}/choice`, { slotId: '3', rsvpBy: '2026-12-07T12:00' })
    expect(done.json).toMatchObject({ status: 'decided', slotId: '3' })
    await pump.drain()
    const [invitation] = await mailsTo(1)
    expect(invitation!.subject).toBe('Invitación: Joint appeal')
    expect(invitation!.calendar).toContain('METHOD:REQUEST')
    expect(String(invitation!.event!.getFirstPropertyValue('dtstart'))).toBe('2026-12-09T14:00:00Z')
    const meeting = (await ask('GET', `/v1/meetings/${done.json.meetingId}`)).json
    expect(meeting).toMatchObject({
      startsAt: '2026-12-09T09:00',
      timeZone: 'America/Lima',
      durationMinutes: 90,
      rsvpBy: '2026-12-07T17:00:00.000Z',
    })
    // The same choice again is the same; another is refused, and so is an answer.
    expect((await ask('POST', `/v1/polls/${id}/choice`, { slotId: '3' })).json).toEqual(done.json)
    expect((await ask('POST', `/v1/polls/${id}/choice`, { slotId: '1' })).status).toBe(409)
  })

  it('reminds the silent once, never who is discreet; its end tells the organizer, who chooses', async () => {
    const chair = await alliance.organization({ name: 'Chair', relation: 'authority', class: 'un' }, [
      { email: 'chair@example.org' },
    ])
    const caller = await world.tokenFor({
      grants: ['coordinator'],
      organizationId: chair.id as never,
      contactId: chair.contacts[0]!.id as never,
    })
    const { id } = (await call(caller, 'POST', '/v1/polls', aPoll())).json
    await pump.drain()
    const link = await linkOf(0)
    await submit(world, link, choices('yes', 'if-need-be', 'no'))
    await pump.drain()
    world.mail.sent.length = 0
    await reach('2026-11-29T15:00:00Z')
    expect(world.mail.sent.map(({ to }) => to).sort()).toEqual([people[1]!.email, people[2]!.email])
    expect((await mailsTo(2))[0]!.subject).toMatch(
      /^Rappel\s: quels horaires vous conviennent\s\? Joint appeal$/,
    )
    world.mail.sent.length = 0
    await reach('2026-12-01T15:00:00Z')
    await closePollWhenDue(world.deps, id)
    await pump.drain()
    expect(world.mail.sent.map(({ to }) => to)).toEqual(['chair@example.org'])
    const { subject, text } = await read(world.mail.sent[0]!)
    expect(subject).toBe('A date poll has closed')
    expect(text).toContain('1. 2026-12-08 15:00 Africa/Nairobi = 2026-12-08 12:00 UTC: 1 / 0 / 0 / 2 / 0')
    expect(text).toContain('Suggested: 2026-12-08 15:00 Africa/Nairobi')
    expect((await ask('GET', `/v1/polls/${id}`)).json.status).toBe('closed')
    const late = await submit(world, link, choices('no', 'no', 'no'))
    expect(late.status).toBe(409)
    expect(late.text).toContain('This poll is closed')
    expect((await ask('POST', `/v1/polls/${id}/choice`, { slotId: '1' })).json.status).toBe('decided')
  })

  it('takes down what a coordinator was told, and what came by mail in time, however late it is read', async () => {
    const id = await propose()
    const say = (at: number, body: object, token = alliance.coordinator) =>
      call(token, 'PUT', `/v1/polls/${id}/answers/${guests[at]!.contactId}`, body)
    const answers = { 1: 'yes', 2: 'no', 3: 'if-need-be' }
    const told = { channel: 'messenger', who: 'The desk' }
    expect((await say(2, { answers, told })).json).toMatchObject({
      ...{ answers, by: 'coordinator' },
      told: { ...told, at: world.clock.now().toISOString(), recordedBy: expect.stringMatching(/^con_/) },
    })
    expect((await say(1, { answers, told }, guests[1]!.token)).status).toBe(422)
    const seat = async (at: number) =>
      (await board(id)).items.find((each: { contactId: string }) => each.contactId === guests[at]!.contactId)
    expect(await seat(2)).toMatchObject({ by: 'coordinator', told })

    const invitation = world.mail.sent.find(({ to }) => to === people[0]!.email)!
    const replyTo = (await PostalMime.parse(invitation.raw)).replyTo![0]!.address!
    const mailIn = async (messageId: string) => {
      const lines = [`From: ${people[0]!.email}`, `To: ${replyTo}`, 'Subject: Re', '', 'The first suits us.']
      await pump.mailIn(lines.join('\r\n'), { messageId, to: [replyTo] })
      return `/v1/replies/${derivedId('reply', messageId)}/poll-answer`
    }
    const inTime = await mailIn('in-time')
    await reach('2026-12-01T15:00:00Z')
    expect((await ask('GET', `/v1/polls/${id}`)).json.status).toBe('closed')
    expect((await ask('POST', await mailIn('late'), { answers })).status).toBe(409)
    expect((await ask('POST', inTime, { answers: { 1: 'yes' } })).status).toBe(422)
    const recorded = await ask('POST', inTime, { answers })
    expect(recorded.json).toMatchObject({ status: 'closed', closure: { outcome: 'answered' } })
    expect(await seat(0)).toMatchObject({ answers, by: 'coordinator', told: { channel: 'mail' } })
    expect((await ask('POST', inTime, { answers })).status).toBe(409)
    expect((await say(1, { answers, told })).status).toBe(409)
  })

  it('chooses by itself where it was told to, by the rule it states', async () => {
    const id = await propose({ choose: 'automatically' })
    await submit(world, await linkOf(0), choices('yes', 'yes', 'yes'))
    await submit(world, await linkOf(1), choices('no', 'yes', 'yes'))
    world.mail.sent.length = 0
    await reach('2026-12-01T15:00:00Z')
    const { status, slotId, meetingId } = (await ask('GET', `/v1/polls/${id}`)).json
    // Two organizations can make the second and the third; the third is night for fewer.
    expect([status, slotId]).toEqual(['decided', '3'])
    expect((await mailsTo(2)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Invitation\s: Joint appeal$/),
    ])
    const meeting = (await ask('GET', `/v1/meetings/${meetingId}`)).json
    expect(meeting.startsAtUtc).toBe('2026-12-09T14:00:00.000Z')
    await closePollWhenDue(world.deps, id)
    expect((await ask('GET', '/v1/meetings')).json.items).toHaveLength(1)
    const page = await visit(world, linkOfSent(id, 0))
    expect(page.text).toContain('A time has been chosen')
  })

  it('calls nothing by itself where nobody could come, or the coalition has stood down', async () => {
    const id = await propose({ choose: 'automatically' })
    await submit(world, await linkOf(0), choices('no', 'no', 'no'))
    await reach('2026-12-01T15:00:00Z')
    expect((await ask('GET', `/v1/polls/${id}`)).json).toMatchObject({ status: 'closed' })
    expect((await ask('GET', '/v1/meetings')).json.items).toEqual([])
  })

  it('changes nothing on GET or HEAD, takes the answer back, and is one small page in any script', async () => {
    const days = Array.from({ length: 12 }, (_, at) => ({ startsAt: `2026-12-${10 + at}T15:00` }))
    await alliance.organization({ name: 'អង្គការ '.repeat(20) }, [
      { email: 'desk@km.example.org', languages: ['km'], timeZone: 'Asia/Phnom_Penh' },
    ])
    const title = 'កិច្ចប្រជុំ '.repeat(12).trim()
    const id = await propose({ slots: days, title, agenda: 'ក'.repeat(4000) })
    const mail = world.mail.sent.find(({ to }) => to === 'desk@km.example.org')!
    const link = (await linkIn(mail, 'poll'))!
    for (const method of ['GET', 'HEAD', 'GET']) expect((await visit(world, link, method)).status).toBe(200)
    const silent = (await board(id)).items.every(({ answers }: { answers: unknown }) => answers === null)
    expect(silent).toBe(true)
    const fields = Object.fromEntries(days.map((_, at) => [`slot-${at + 1}`, 'if-need-be']))
    const said = await submit(world, link, { ...fields, comment: 'ខ'.repeat(500) })
    expect(Buffer.byteLength(said.text)).toBeLessThan(14_000)
    expect(said.text).not.toMatch(/<script|onload|http-equiv/)
    expect((await board(id)).slots[0].tally).toEqual({ yes: 0, ifNeedBe: 1, no: 0, silent: 3 })
    await submit(world, link, { undo: '1' })
    expect((await board(id)).slots[0].tally).toEqual({ yes: 0, ifNeedBe: 0, no: 0, silent: 4 })
    expect((await submit(world, link, { ...fields, 'slot-3': 'perhaps' })).status).toBe(422)
    const half = await submit(world, link, { 'slot-1': 'yes', comment: 'I will know on Monday' })
    expect(half.status).toBe(422)
    expect(half.text).toContain('I will know on Monday</textarea>')
    expect(half.text).toMatch(/name="slot-1" value="yes" required="" checked=""/)
    expect(half.text.match(/id="answers\/\d+-fault"/g)).toHaveLength(11)
    expect((await submit(world, `${link}0`, fields)).status).toBe(404)
    expect((await submit(world, link.replace('/poll/', '/rsvp/'), fields)).status).toBe(404)
  })

  it('of a confidential coalition does not exist for others, and forgets who has left', async () => {
    const situationId = (await alliance.situation()).id
    const coalition = { situationId, name: 'Valley', purpose: 'Speak', confidential: true }
    const coalitionId = (await ask('POST', '/v1/coalitions', coalition)).json.id
    for (const at of [0, 1]) {
      const { id: organizationId, token } = guests[at]!
      const path = `/v1/coalitions/${coalitionId}`
      const role = at === 0 ? 'lead' : 'participant'
      await ask('POST', `${path}/invitations`, { organizationIds: [organizationId], role })
      await call(token, 'PUT', `${path}/organizations/${organizationId}`, { status: 'joined' })
    }
    const made = await call(guests[0]!.token, 'POST', '/v1/polls', aPoll({ coalitionId }))
    expect(made.status).toBe(201)
    await pump.drain()
    const { id } = made.json
    expect((await mailsTo(0)).at(-1)!.subject).toBe('Which times suit you? Call')
    expect((await mailsTo(2)).filter(({ poll }) => poll)).toEqual([])
    const link = await linkOf(1)
    await submit(world, link, choices('yes', 'yes', 'yes'))
    const outside = guests[2]!.token
    for (const [method, path, body] of [
      ['GET', `/v1/polls/${id}`],
      ['GET', `/v1/polls/${id}/answers`],
      ['GET', `/v1/polls?coalitionId=${coalitionId}`],
      ['PUT', `/v1/polls/${id}/answers/${guests[2]!.contactId}`, { answers: { 1: 'yes', 2: 'no', 3: 'no' } }],
      ['POST', `/v1/polls/${id}/choice`, { slotId: '1' }],
      ['POST', `/v1/polls/${id}/cancellation`, { reason: 'No' }],
    ] as const)
      expect((await call(outside, method, path, body)).status, `${method} ${path}`).toBe(404)
    expect((await call(outside, 'GET', '/v1/polls')).json.items).toEqual([])
    expect((await call(outside, 'GET', `/v1/events?subject=${id}`)).json.items).toEqual([])
    expect((await call(guests[1]!.token, 'GET', `/v1/polls/${id}/answers`)).status).toBe(403)
    expect((await call(guests[1]!.token, 'POST', `/v1/polls/${id}/choice`, { slotId: '1' })).status).toBe(403)

    const path = `/v1/coalitions/${coalitionId}/organizations/${guests[1]!.id}`
    await call(guests[1]!.token, 'PUT', path, { status: 'left' })
    expect((await visit(world, link)).status).toBe(404)
    const { items, slots } = (await call(guests[0]!.token, 'GET', `/v1/polls/${id}/answers`)).json
    expect(items).toHaveLength(1)
    expect(slots[0].tally).toEqual({ yes: 0, ifNeedBe: 0, no: 0, silent: 1 })
    world.mail.sent.length = 0
    await call(guests[0]!.token, 'POST', `/v1/polls/${id}/cancellation`, { reason: 'The lines are down' })
    await pump.drain()
    expect((await mailsTo(0)).at(-1)!.text).toContain('The lines are down')
    expect((await call(guests[0]!.token, 'POST', `/v1/polls/${id}/choice`, { slotId: '1' })).status).toBe(409)
  })

  it('comes to one meeting, whoever chooses at once, and takes no answer behind its end', async () => {
    const id = await propose()
    const link = await linkOf(0)
    const [first, second, answered] = await Promise.all([
      ask('POST', `/v1/polls/${id}/choice`, { slotId: '1' }),
      ask('POST', `/v1/polls/${id}/choice`, { slotId: '2' }),
      submit(world, link, choices('no', 'no', 'no')),
      closePollWhenDue(world.deps, id),
    ])
    expect([first!.status, second!.status].sort()).toEqual([200, 409])
    expect([200, 409]).toContain(answered!.status)
    expect((await ask('GET', '/v1/meetings')).json.items).toHaveLength(1)
  })

  it('refuses times that cannot be, and says which', async () => {
    const wrong = async (change: object) => {
      const { status, json } = await ask('POST', '/v1/polls', aPoll(change))
      return [status, json.errors?.[0]?.pointer]
    }
    const berlin = { timeZone: 'Europe/Berlin' }
    const other = { startsAt: '2026-12-08T15:00' }
    for (const [change, pointer] of [
      [{ slots: [other] }, '#/slots'],
      [{ slots: [other, other] }, '#/slots/1'],
      [{ slots: [other, { ...berlin, startsAt: '2027-03-28T02:30' }] }, '#/slots/1/startsAt'],
      [{ slots: [other, { ...berlin, startsAt: '2027-10-31T02:30' }] }, '#/slots/1/startsAt'],
      [{ slots: [other, { startsAt: '2020-12-08T15:00' }] }, '#/slots/1/startsAt'],
      [{ slots: [other, { startsAt: '2026-12-09T15:00', timeZone: 'Mars/Base' }] }, '#/slots/1/timeZone'],
      [
        { slots: Array.from({ length: 13 }, (_, at) => ({ startsAt: `2026-12-${10 + at}T15:00` })) },
        '#/slots',
      ],
      [{ closesAt: '2026-12-08T15:00' }, '#/closesAt'],
      [{ closesAt: '2026-01-08T15:00' }, '#/closesAt'],
      [{ capacities: { online: 5 } }, '#/capacities'],
      [{ rsvpBy: '2026-12-01T10:00' }, '#'],
    ] as const)
      expect(await wrong(change), JSON.stringify(change)).toEqual([422, pointer])
    const id = await propose()
    const answers = `/v1/polls/${id}/answers/${guests[0]!.contactId}`
    const own = (body: object) => call(guests[0]!.token, 'PUT', answers, body)
    expect((await own({ answers: { 1: 'yes' } })).json.errors[0].pointer).toBe('#/answers/2')
    expect((await own({ answers: { 1: 'yes', 2: 'yes', 3: 'yes', 4: 'yes' } })).status).toBe(422)
    expect((await own({ answers: { 1: 'yes', 2: 'yes', 3: 'yes' } })).status).toBe(200)
    const theirs = answers.replace(guests[0]!.contactId, guests[1]!.contactId)
    const whole = { answers: { 1: 'yes', 2: 'yes', 3: 'yes' } }
    expect((await call(guests[0]!.token, 'PUT', theirs, whole)).status).toBe(403)
    expect((await ask('POST', `/v1/polls/${id}/choice`, { slotId: '9' })).json.errors[0].pointer).toBe(
      '#/slotId',
    )
  })
})
