import { beforeEach, describe, expect, it } from 'vitest'
import { remind } from '../../shared/meetings/reminders/remind.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

const desks = {
  nairobi: 'desk@nairobi.example.org',
  alternate: 'two@nairobi.example.org',
  lima: 'desk@lima.example.org',
  seoul: 'desk@seoul.example.org',
}

describe('before a meeting', { timeout: 240_000 }, () => {
  let world: World
  let pump: Pump
  let alliance: Awaited<ReturnType<typeof createAlliance>>
  let organizations: Record<'nairobi' | 'lima' | 'seoul', { id: string; contacts: { id: string }[] }>
  let caller: string

  // Sunday, 22 November 2026, 12:00 in Nairobi.
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    const join = (name: string, contacts: object[]) => alliance.organization({ name }, contacts)
    organizations = {
      nairobi: await join('Nairobi', [
        { email: desks.nairobi, timeZone: 'Africa/Nairobi' },
        { email: desks.alternate, timeZone: 'Africa/Nairobi', role: 'alternate' },
      ]),
      lima: await join('Lima', [{ email: desks.lima, timeZone: 'America/Lima' }]),
      seoul: await join('Seoul', [{ email: desks.seoul, timeZone: 'Asia/Seoul' }]),
    }
    const organizer = await alliance.organization(
      { name: 'Ministry', relation: 'authority', class: 'government' },
      [{ email: 'organizer@example.org' }],
    )
    caller = await world.tokenFor({
      grants: ['coordinator'],
      organizationId: organizer.id as never,
      contactId: organizer.contacts[0]!.id as never,
    })
  })

  const ask = (method: string, path: string, body?: object, headers = {}) =>
    world.call(caller, method, path, body, headers)
  const call = async (change: object = {}) => {
    const { json } = await ask('POST', '/v1/meetings', aMeeting({ startsAt: '2026-12-03T15:00', ...change }))
    await pump.drain()
    return json.id as string
  }
  const answer = async (to: string, said: Record<string, string>) => {
    const mails = await Promise.all(world.mail.sent.filter((mail) => mail.to === to).map(read))
    await submit(world, mails.at(-1)!.link!, said)
    await pump.drain()
  }
  /** Lets time pass in steps in which the clock would have ticked, and says what was mailed when and to whom. */
  const until = async (end: string) => {
    const before = world.mail.sent.length
    while (world.clock.now() < new Date(end)) await pump.pass(1800)
    const mails = world.mail.sent.slice(before)
    return Promise.all(
      mails.map(
        async (mail) => `${mail.at.slice(0, 16)} ${mail.to.split(/[@.]/)[1]} ${(await read(mail)).subject}`,
      ),
    )
  }

  it('neither chases who is discreet nor counts them as silent', async () => {
    const [hidden] = (
      await alliance.organization({ name: 'Hidden' }, [{ email: 'x@hidden.example.org', discreet: true }])
    ).contacts
    const id = await call({ rsvpBy: '2026-11-25T15:00' })
    await answer(desks.lima, { answer: 'accepted' })
    await answer(desks.nairobi, { answer: 'declined' })
    await answer(desks.seoul, { answer: 'declined' })
    const board = (await ask('GET', `/v1/meetings/${id}/rsvps`)).json
    expect(board.items.map(({ contactId }: { contactId: string }) => contactId)).toContain(hidden!.id)
    expect(board.counts.contacts).toMatchObject({ invited: 5, silent: 1 })
    expect(board.counts.organizations).toMatchObject({ invited: 4, silent: 0 })
    expect((await ask('GET', `/v1/meetings/${id}/silent`)).json.items).toEqual([])
    world.mail.sent.length = 0
    expect((await until('2026-11-26T00:00:00Z')).filter((line) => line.includes('hidden'))).toEqual([])
  })

  it('reminds in the hours and outside the weekend that a contact has named', async () => {
    const { id, contacts } = organizations.nairobi
    const preferences = { hours: { from: 6, to: 10 }, weekend: [4, 5] }
    const path = `/v1/organizations/${id}/contacts/${contacts[0]!.id}`
    const changed = await ask('PATCH', path, { preferences }, { 'If-Match': '"3"' })
    expect(changed.status).toBe(200)
    await call({ rsvpBy: undefined })
    await answer(desks.nairobi, { answer: 'accepted' })
    world.mail.sent.length = 0
    // A week before is a Thursday, which is no working day of theirs: Wednesday, 09:00 in Nairobi.
    const told = (await until('2026-11-27T00:00:00Z')).filter((line) => line.includes('nairobi'))
    expect(told).toEqual(['2026-11-25T06:00 nairobi Reminder: Weekly call'])
  })

  it('reminds each once, a week, a day and an hour before, in their own waking hours', async () => {
    await call({ rsvpBy: undefined })
    for (const to of [desks.nairobi, desks.lima, desks.seoul]) await answer(to, { answer: 'accepted' })
    world.mail.sent.length = 0
    const subject = 'Reminder: Weekly call'
    // A week before is Thursday, 26 November, 12:00 UTC: 15:00 in Nairobi, 07:00 in Lima, 21:00 in Seoul.
    expect(await until('2026-12-01T00:00:00Z')).toEqual([
      '2026-11-22T09:30 example All have answered: Weekly call',
      `2026-11-26T00:00 lima ${subject}`,
      `2026-11-26T10:00 seoul ${subject}`,
      `2026-11-26T12:00 nairobi ${subject}`,
    ])
    expect((await until('2026-12-03T13:00:00Z')).sort()).toEqual([
      `2026-12-02T00:00 lima ${subject}`,
      `2026-12-02T10:00 seoul ${subject}`,
      `2026-12-02T12:00 nairobi ${subject}`,
      `2026-12-03T11:00 lima ${subject}`,
      `2026-12-03T11:00 nairobi ${subject}`,
      `2026-12-03T11:00 seoul ${subject}`,
    ])
  })

  it('asks the silent, leaves alone who said no, and chases nobody whose organization has answered', async () => {
    const id = await call({ rsvpBy: '2026-12-02T15:00', reminders: [] })
    await answer(desks.alternate, { answer: 'declined' })
    await answer(desks.lima, { answer: 'tentative' })
    const silent = await ask('GET', `/v1/meetings/${id}/silent`)
    expect(silent.json.items).toEqual([
      { organizationId: organizations.seoul.id, contactIds: [organizations.seoul.contacts[0]!.id] },
    ])
    world.mail.sent.length = 0
    // Two days before the deadline is Monday, 21:00 in Seoul.
    expect(await until('2026-12-02T11:30:00Z')).toEqual(['2026-11-30T10:00 seoul Reminder: Weekly call'])
    const { text } = await read(world.mail.sent[0]!)
    expect(text).toContain('We do not have your answer yet')
    const after = await until('2026-12-03T13:00:00Z')
    expect(after).toEqual(['2026-12-02T12:00 example The time for answering has passed: Weekly call'])
    expect((await read(world.mail.sent.at(-1)!)).text).toContain('yes 0, not sure 1, no 1, silent 1')
  })

  it('tells who called it, once, when all have answered', async () => {
    await call({ rsvpBy: '2026-12-02T15:00', reminders: [] })
    await answer(desks.nairobi, { answer: 'accepted', delegates: '3' })
    await answer(desks.lima, { answer: 'declined' })
    expect(await until('2026-11-22T10:00:00Z')).toEqual([])
    await answer(desks.seoul, { answer: 'accepted' })
    await until('2026-11-22T11:00:00Z')
    const { subject, text } = await read(world.mail.sent.at(-1)!)
    expect([world.mail.sent.at(-1)!.to, subject]).toEqual([
      'organizer@example.org',
      'All have answered: Weekly call',
    ])
    expect(text).toContain('Yes: 2. Not sure: 0. No: 1. People coming: 4.')
    await answer(desks.lima, { answer: 'accepted' })
    world.mail.sent.length = 0
    expect(await until('2026-12-03T13:00:00Z')).toEqual([])
  })

  it('goes with a meeting that moves, and ends with one that is called off', async () => {
    const id = await call({ reminders: [1440] })
    await answer(desks.nairobi, { answer: 'accepted' })
    const patch = { startsAt: '2026-12-10T15:00' }
    await ask('PATCH', `/v1/meetings/${id}`, patch, { 'If-Match': '"1"' })
    await pump.drain()
    world.mail.sent.length = 0
    expect((await until('2026-12-09T13:00:00Z')).filter((line) => line.includes('nairobi'))).toEqual([
      '2026-12-09T12:00 nairobi Reminder: Weekly call',
    ])
    const off = await call({ startsAt: '2026-12-20T15:00' })
    await ask('POST', `/v1/meetings/${off}/cancellation`, { reason: 'No quorum' })
    await pump.drain()
    world.mail.sent.length = 0
    await until('2026-12-21T00:00:00Z')
    expect(world.mail.sent).toEqual([])
    const { items } = await world.deps.store.query({ table: 'meetings', partition: id, prefix: 'told#' })
    expect(items.length).toBeGreaterThan(0)
  })

  it('tells nobody twice, however often and at once it comes due', async () => {
    const id = await call({ reminders: [60] })
    world.clock.advance(11 * 86_400 + 2 * 3600)
    world.mail.sent.length = 0
    const due = { what: 'reminder', at: '2026-12-03T11:00:00.000Z' } as const
    await Promise.all(Array.from({ length: 6 }, () => remind(world.deps, id as never, due)))
    await pump.pass(60)
    await pump.drain()
    expect(world.mail.sent.map(({ to }) => to).sort()).toEqual([...Object.values(desks)].sort())
  })

  it('stops a reminder that has not left when the meeting is called off', async () => {
    const id = await call({ reminders: [60] })
    world.clock.advance(11 * 86_400 + 2 * 3600)
    world.mail.sent.length = 0
    await remind(world.deps, id as never, { what: 'reminder', at: '2026-12-03T11:00:00.000Z' })
    await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' })
    await pump.drain()
    const subjects = await Promise.all(world.mail.sent.map(async (mail) => (await read(mail)).subject))
    expect(new Set(subjects)).toEqual(new Set(['Cancelled: Weekly call']))
  })

  it('reminds nobody of a coalition that they have left', async () => {
    const situation = await alliance.situation()
    const coalition = {
      situationId: situation.id,
      name: 'Border Watch',
      purpose: 'To see.',
      confidential: true,
    }
    const { json } = await ask('POST', '/v1/coalitions', coalition)
    const seat = (name: 'nairobi' | 'lima', status: string) =>
      ask('PUT', `/v1/coalitions/${json.id}/organizations/${organizations[name].id}`, { status })
    const organizationIds = [organizations.nairobi.id, organizations.lima.id]
    await ask('POST', `/v1/coalitions/${json.id}/invitations`, { organizationIds, role: 'participant' })
    await call({ reminders: [60], coalitionId: json.id })
    await seat('lima', 'removed')
    await pump.drain()
    world.mail.sent.length = 0
    const mails = await until('2026-12-03T12:00:00Z')
    expect(mails.every((line) => line.endsWith('nairobi Reminder: Call'))).toBe(true)
    expect(mails).toHaveLength(2)
  })

  it('does not remind who was uninvited, or whose address has left the roster', async () => {
    const id = await call({ reminders: [60] })
    await ask('DELETE', `/v1/meetings/${id}/invitations/${organizations.lima.contacts[0]!.id}`)
    const { seoul } = organizations
    await ask('DELETE', `/v1/organizations/${seoul.id}/contacts/${seoul.contacts[0]!.id}`)
    await pump.drain()
    world.mail.sent.length = 0
    expect(await until('2026-12-03T12:00:00Z')).toHaveLength(2)
  })

  it.each([[[1]], [[100_000]], [['60']], [Array.from({ length: 11 }, (_, at) => 60 + at)]])(
    'refuses reminders such as %j',
    async (reminders) => {
      expect((await ask('POST', '/v1/meetings', aMeeting({ reminders }))).status).toBe(422)
    },
  )
})
