import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../shared/access/actor.ts'
import { mintReplyAddress } from '../../shared/links/reply-address.ts'
import { getMeeting } from '../../shared/meetings/repository.ts'
import { removeContact } from '../../shared/organizations/contacts.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { bare, clients, gmail, outlook, type Pressed, thunderbird } from './calendar-replies.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

let world: World
let pump: Pump
let coordinator: string
let roster: Awaited<ReturnType<Awaited<ReturnType<typeof createAlliance>>['members']>>
let sent = 0

const desk = (at: number) => `desk@member-${at}.example.org`

beforeAll(async () => {
  const wire = new Wire()
  world = await createWorld({ client: wire.wrap })
  pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  coordinator = alliance.coordinator
  roster = await alliance.members(3)
})

/** A meeting as the calendar of one member got it. */
const invited = async (change: object = {}, at = 0) => {
  const { json } = await world.call(coordinator, 'POST', '/v1/meetings', aMeeting(change))
  await pump.drain()
  return entryOf(json.id, at)
}

const entryOf = async (id: string, at = 0) => {
  const mails = await Promise.all(world.mail.sent.filter(({ to }) => to === desk(at)).map(read))
  const { event, link } = mails.findLast(({ calendar }) => calendar?.includes(id))!
  const organizer = String(event!.getFirstPropertyValue('organizer')).replace(/^mailto:/i, '')
  const pressed: Pressed = {
    uid: String(event!.getFirstPropertyValue('uid')),
    organizer,
    attendee: desk(at),
    sequence: Number(event!.getFirstPropertyValue('sequence')),
    partstat: 'ACCEPTED',
    stamp: '20261122T090000Z',
  }
  return { id, pressed, link: link!, contactId: roster[at]!.contacts[0]!.id }
}

type Entry = Awaited<ReturnType<typeof invited>>

const post = (raw: string | Uint8Array, to: string, envelope: object = {}) =>
  pump.mailIn(raw, { messageId: `in-${++sent}`, to: [to], ...envelope })

const press = ({ pressed }: Entry, change: Partial<Pressed> = {}, client = gmail, envelope: object = {}) =>
  post(client({ ...pressed, ...change }), pressed.organizer, envelope)

const answerTo = async ({ id, contactId }: Entry) => {
  const { json } = await world.call(coordinator, 'GET', `/v1/meetings/${id}/rsvps`)
  return json.items.find((item: { contactId: string }) => item.contactId === contactId)
}

/** Why the mails about a meeting are held, oldest first. */
const heldFor = async ({ id }: Pick<Entry, 'id'>) => {
  const { items } = await world.deps.store.query({ table: 'deliveries', partition: `replies#${id}` })
  return items.map(({ because = 'a person wrote' }) => because)
}

const stamped = (time: string) => ({ stamp: `20261122T${time}Z` })

describe("the calendar's own buttons", () => {
  const buttons = [
    ['ACCEPTED', 'accepted'],
    ['TENTATIVE', 'tentative'],
    ['DECLINED', 'declined'],
  ] as const
  const matrix = Object.keys(clients).flatMap((client) =>
    buttons.map(([partstat, answer]) => ({ client: client as keyof typeof clients, partstat, answer })),
  )

  it.each(matrix)('$client: $partstat counts as $answer', async ({ client, partstat, answer }) => {
    const entry = await invited()
    await press(entry, { partstat, comment: 'By train' }, clients[client])
    expect(await answerTo(entry)).toMatchObject({ answer, by: 'mail', comment: 'By train', delegates: 1 })
    expect(await heldFor(entry)).toEqual([])
  })

  it('keeps one organizer address for each invited, through all changes of the meeting', async () => {
    const first = await invited()
    const other = await entryOf(first.id, 1)
    const patch = { startsAt: '2026-12-03T15:00' }
    await world.call(coordinator, 'PATCH', `/v1/meetings/${first.id}`, patch, { 'If-Match': '"1"' })
    await pump.drain()
    const moved = await entryOf(first.id)
    expect(moved.pressed).toEqual({ ...first.pressed, sequence: 1 })
    expect(other.pressed.organizer).not.toBe(first.pressed.organizer)
  })

  it('counts at the address that people answer to as well', async () => {
    const entry = await invited()
    const [notificationId] = (await getMeeting(world.deps.store, entry.id)).notificationIds
    const given = { prefix: 'reply', subject: notificationId!, contactId: entry.contactId } as const
    await post(outlook(entry.pressed), mintReplyAddress(world.deps.keys, given, 'tocsin.example.org'))
    expect(await answerTo(entry)).toMatchObject({ answer: 'accepted' })
  })
})

describe('the order of answers', () => {
  it('is that in which the calendar made them, whatever comes first', async () => {
    const entry = await invited()
    await press(entry, { partstat: 'DECLINED', ...stamped('085900') })
    await press(entry, { partstat: 'ACCEPTED', ...stamped('085800') })
    expect(await answerTo(entry)).toMatchObject({ answer: 'declined' })
    expect(await heldFor(entry)).toEqual(['outdated'])
  })

  it('is not upset by a clock that is ahead, nor by the same mail twice', async () => {
    const entry = await invited()
    await press(entry, { stamp: '20991122T090000Z' }, gmail, { messageId: 'ahead' })
    await press(entry, { stamp: '20991122T090000Z' }, gmail, { messageId: 'ahead' })
    world.clock.advance(60)
    await press(entry, { partstat: 'DECLINED', ...stamped('091000') })
    expect(await answerTo(entry)).toMatchObject({ answer: 'declined' })
    expect(await heldFor(entry)).toEqual([])
  })

  it('lets the page and the calendar follow one another as they come in', async () => {
    const entry = await invited()
    const before = world.clock.now().toISOString()
    world.clock.advance(60)
    await submit(world, entry.link, { answer: 'accepted', delegates: '2', delegateNames: 'One\nTwo' })
    await press(entry, { partstat: 'DECLINED' }, gmail, { at: before })
    expect(await answerTo(entry)).toMatchObject({ answer: 'accepted' })
    world.clock.advance(60)
    await press(entry, { partstat: 'ACCEPTED' })
    expect(await answerTo(entry)).toMatchObject({ by: 'mail', delegates: 2, delegateNames: ['One', 'Two'] })
    await press(entry, { partstat: 'DECLINED' })
    expect(await answerTo(entry)).toMatchObject({ answer: 'declined', delegates: 1 })
    expect(await heldFor(entry)).toEqual(['outdated'])
  })

  it('does not take an answer to the old time for one to the new', async () => {
    const entry = await invited()
    const patch = { startsAt: '2026-12-03T15:00' }
    await world.call(coordinator, 'PATCH', `/v1/meetings/${entry.id}`, patch, { 'If-Match': '"1"' })
    await press(entry)
    await press(entry, { sequence: 7 })
    expect(await answerTo(entry)).toMatchObject({ answer: null })
    expect(await heldFor(entry)).toEqual(['outdated', 'outdated'])
    await press(entry, { sequence: 1 })
    expect(await answerTo(entry)).toMatchObject({ answer: 'accepted', sequence: 1 })
  })

  it('counts what is said to the same time under an older sequence', async () => {
    const entry = await invited()
    const path = `/v1/meetings/${entry.id}/invitations`
    await world.call(coordinator, 'DELETE', `${path}/${roster[1]!.contacts[0]!.id}`)
    await pump.drain()
    const again = await world.call(coordinator, 'POST', path, { organizationId: roster[1]!.id })
    expect(again.json.sequence).toBe(2)
    await press(entry)
    expect(await answerTo(entry)).toMatchObject({ answer: 'accepted' })
  })

  it('tells who answers too late that it does not count', async () => {
    const entry = await invited({ rsvpBy: '2026-11-25T12:00' })
    world.clock.advance(4 * 86_400)
    await press(entry)
    expect(await answerTo(entry)).toMatchObject({ answer: null })
    expect(await heldFor(entry)).toEqual(['too-late'])
    const { subject, text } = await read(world.mail.sent.at(-1)!)
    expect([subject, text]).toEqual([
      expect.stringContaining('could not be counted'),
      expect.stringContaining('/rsvp/'),
    ])
  })
})

describe('what is not clear', () => {
  const counts = async (entry: Entry) => (await answerTo(entry)).answer !== null
  const spoilt = (was: string | RegExp, is: string) => (pressed: Pressed) => bare(pressed).replace(was, is)

  it.each([
    ['a domain that does not vouch', {}, gmail, { dmarc: 'FAIL' }, 'unverified'],
    ['a domain without a policy', {}, gmail, { dmarc: 'GRAY' }, 'unverified'],
    ['spam', {}, gmail, { spam: 'FAIL' }, 'unverified'],
    ["another attendee's answer", { attendee: desk(1) }, gmail, {}, 'from-somebody-else'],
    ['an address beside the own', { attendee: `${desk(0)}.example.com` }, outlook, {}, 'from-somebody-else'],
    ['another meeting', { uid: 'mtg_0000000000000000@tocsin.example.org' }, gmail, {}, 'another-meeting'],
    ['an answer passed on', { partstat: 'DELEGATED' }, gmail, {}, 'on-behalf'],
    ['no answer', { partstat: 'NEEDS-ACTION' }, gmail, {}, 'not-an-answer'],
    ['a word that is none', { partstat: 'CONSTRUCTOR' }, gmail, {}, 'not-an-answer'],
    [
      'an assistant',
      {},
      spoilt('PARTSTAT', 'SENT-BY="mailto:pa@member-0.example.org";PARTSTAT'),
      {},
      'on-behalf',
    ],
    [
      'a sender of another name',
      {},
      spoilt('From:', 'Sender: pa@example.org\r\nFrom:'),
      {},
      'from-somebody-else',
    ],
    ['two writers', {}, spoilt('From: ', 'From: b@example.org, '), {}, 'from-somebody-else'],
    ['nobody who answers', {}, spoilt(/ATTENDEE.*\r\n/, ''), {}, 'from-somebody-else'],
    ['one occurrence', {}, spoilt('UID', 'RECURRENCE-ID:20261201T120000Z\r\nUID'), {}, 'another-meeting'],
    ['an invitation', {}, spoilt('METHOD:REPLY', 'METHOD:REQUEST'), {}, 'not-an-answer'],
    ['a truncated calendar', {}, spoilt(/SEQUENCE[\s\S]*/, 'SEQ'), {}, 'unreadable-calendar'],
    ['a sequence that is none', {}, spoilt(/SEQUENCE:\d/, 'SEQUENCE:-1'), {}, 'unreadable-calendar'],
    [
      'two calendars in one',
      {},
      spoilt('END:VEVENT', 'END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT'),
      {},
      'unreadable-calendar',
    ],
    [
      'a bounce',
      {},
      spoilt('text/calendar', 'multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: text/calendar'),
      {},
      'not-an-answer',
    ],
  ] as const)('is held, and says why: %s', async (_, change, client, envelope, because) => {
    const entry = await invited()
    await press(entry, change, client as typeof gmail, envelope)
    expect(await counts(entry)).toBe(false)
    expect(await heldFor(entry)).toEqual([because])
  })

  it('keeps what a person writes to either address', async () => {
    const entry = await invited()
    await post(`From: ${desk(0)}\r\nSubject: Re\r\n\r\nI shall be late.\r\n`, entry.pressed.organizer)
    const { items } = await world.deps.store.query({ table: 'deliveries', partition: `replies#${entry.id}` })
    expect(items).toMatchObject([{ text: 'I shall be late.', contactId: entry.contactId, subject: entry.id }])
  })

  it('holds a forged address without a matter', async () => {
    const entry = await invited()
    const { organizer } = entry.pressed
    await post(
      gmail(entry.pressed),
      organizer.replace(/.(?=k1@)/, (last) => (last === 'x' ? 'y' : 'x')),
    )
    expect([await counts(entry), await heldFor(entry)]).toEqual([false, []])
    const inbox = await world.deps.store.query({ table: 'deliveries', partition: 'inbox#held' })
    expect(inbox.items.some(({ subject }) => subject === undefined)).toBe(true)
  })

  it('makes of another time that is proposed a task and a word to who called the meeting', async () => {
    const entry = await invited()
    await press(entry, { comment: 'Earlier\\, please' }, outlook)
    await press(entry, { partstat: 'TENTATIVE' }, spoilt('METHOD:REPLY', 'METHOD:COUNTER'))
    expect(await heldFor(entry)).toEqual(['another-time-proposed'])
    const { items } = (await world.call(coordinator, 'GET', `/v1/tasks?subject=${entry.id}`)).json
    expect(items).toMatchObject([{ kind: 'meeting-time-proposed', contactId: entry.contactId }])
    expect(await answerTo(entry)).toMatchObject({ answer: 'accepted', comment: 'Earlier, please' })
  })

  it('does not count from a mailbox that is in the hands of others', async () => {
    const entry = await invited({}, 1)
    const path = `/v1/organizations/${roster[1]!.id}/contacts/${entry.contactId}/compromised`
    expect((await world.call(coordinator, 'POST', path)).status).toBeLessThan(300)
    await press(entry)
    expect(await answerTo(entry)).toMatchObject({ answer: null })
    expect(await heldFor(entry)).toEqual(['compromised'])
  })

  it('does not count for who has left the roster', async () => {
    const entry = await invited({}, 2)
    const { id } = roster[2]!
    await removeContact(world.deps, system, {
      organizationId: id as never,
      contactId: entry.contactId as never,
    })
    await press(entry)
    expect(await heldFor(entry)).toEqual(['not-invited'])
  })

  it('costs little, however large or deep the mail is', async () => {
    const entry = await invited()
    const head = `From: ${desk(0)}\r\nMIME-Version: 1.0\r\nContent-Type: `
    const nested = Array.from(
      { length: 400 },
      (_, at) => `multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\nContent-Type: `,
    )
    const huge = thunderbird(entry.pressed) + 'x'.repeat(10_000_000)
    const many = thunderbird({ ...entry.pressed, comment: `${'a'.repeat(70)}\n `.repeat(2000) })
    const began = performance.now()
    for (const raw of [huge, many, `${head}${nested.join('')}text/plain\r\n\r\nx`, '', '\0'.repeat(1000)])
      await post(raw, entry.pressed.organizer)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(await counts(entry)).toBe(false)
    expect(await heldFor(entry)).toHaveLength(5)
  })
})
