import { beforeAll, describe, expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump, type Pump, queueEvent, streamEvent } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting, submit, visit } from './gathering.ts'
import { read } from './mails.ts'

const desk = (at: number) => `desk@member-${at}.example.org`

describe('inviting one later and uninviting one', () => {
  const wire = new Wire()
  let world: World
  let pump: Pump
  let alliance: Awaited<ReturnType<typeof createAlliance>>
  let roster: Awaited<ReturnType<Awaited<ReturnType<typeof createAlliance>>['members']>>
  beforeAll(async () => {
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    roster = await alliance.members(3)
  })

  const ask = (method: string, path: string, body?: object, headers = {}) =>
    world.call(alliance.coordinator, method, path, body, headers)
  const call = async (change: object = {}) => {
    const { json } = await ask('POST', '/v1/meetings', aMeeting(change))
    return json.id as string
  }
  const contactAt = (at: number) => roster[at]!.contacts[0]!.id
  const uninvite = (id: string, at: number) =>
    ask('DELETE', `/v1/meetings/${id}/invitations/${contactAt(at)}`)
  const invite = (id: string, at: number, change: object = {}) =>
    ask('POST', `/v1/meetings/${id}/invitations`, { organizationId: roster[at]!.id, ...change })
  const versionOf = async (id: string) => (await ask('GET', `/v1/meetings/${id}`)).json.version
  const patch = async (id: string, change: object) =>
    ask('PATCH', `/v1/meetings/${id}`, change, { 'If-Match': `"${await versionOf(id)}"` })
  /** Everything of one meeting that one contact got, in few words. */
  const got = async (id: string, at: number) => {
    const mails = await Promise.all(world.mail.sent.filter(({ to }) => to === desk(at)).map(read))
    return mails
      .filter(({ calendar }) => calendar?.includes(id))
      .map(({ subject, calendar, event }) =>
        [
          subject,
          /METHOD:(\w+)/.exec(calendar!)![1],
          event!.getFirstPropertyValue('sequence'),
          event!.getFirstPropertyValue('status') ?? 'no status',
        ].join(' · '),
      )
  }
  const linkOf = async (id: string, at: number) => {
    const mails = await Promise.all(world.mail.sent.filter(({ to }) => to === desk(at)).map(read))
    return mails.find(({ calendar }) => calendar?.includes(id))!.link!
  }
  const board = async (id: string) => (await ask('GET', `/v1/meetings/${id}/rsvps`)).json

  it('takes the entry from the one calendar, and leaves everybody else alone', async () => {
    const id = await call()
    await pump.drain()
    expect((await uninvite(id, 2)).status).toBe(204)
    expect((await uninvite(id, 2)).status).toBe(204)
    await pump.drain()
    expect(await got(id, 2)).toEqual([
      'Invitation: Weekly call · REQUEST · 0 · CONFIRMED',
      'No longer invited: Weekly call · CANCEL · 1 · no status',
    ])
    expect(await got(id, 1)).toHaveLength(1)
    expect((await board(id)).items.map((item: { contactId: string }) => item.contactId)).not.toContain(
      contactAt(2),
    )
    await patch(id, { startsAt: '2026-12-02T15:00' })
    await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' })
    await pump.drain()
    expect(await got(id, 2)).toHaveLength(2)
    expect(await got(id, 0)).toEqual([
      'Invitation: Weekly call · REQUEST · 0 · CONFIRMED',
      'Changed: Weekly call · REQUEST · 1 · CONFIRMED',
      'Cancelled: Weekly call · CANCEL · 2 · CANCELLED',
    ])
  })

  it('closes their page, and gives their places back', async () => {
    const id = await call({ capacity: 2 })
    await pump.drain()
    const link = await linkOf(id, 2)
    await submit(world, link, { answer: 'accepted', delegates: '2' })
    await uninvite(id, 2)
    expect([
      (await visit(world, link)).status,
      (await submit(world, link, { answer: 'accepted' })).status,
    ]).toEqual([404, 404])
    expect((await submit(world, await linkOf(id, 0), { answer: 'accepted', delegates: '2' })).status).toBe(
      200,
    )
    expect((await board(id)).counts.contacts).toMatchObject({ invited: 2, accepted: 1 })
    const silent = (await ask('GET', `/v1/meetings/${id}/silent`)).json.items
    expect(silent).toEqual([{ organizationId: roster[1]!.id, contactIds: [contactAt(1)] }])
  })

  it('invites again under a sequence that every calendar takes, and tells them of what follows once', async () => {
    const id = await call()
    await pump.drain()
    await uninvite(id, 2)
    await pump.drain()
    expect((await invite(id, 2)).status).toBe(200)
    expect((await invite(id, 2)).status).toBe(409)
    await pump.drain()
    await patch(id, { durationMinutes: 30 })
    await pump.drain()
    expect(await got(id, 2)).toEqual([
      'Invitation: Weekly call · REQUEST · 0 · CONFIRMED',
      'No longer invited: Weekly call · CANCEL · 1 · no status',
      'Invitation: Weekly call · REQUEST · 2 · CONFIRMED',
      'Changed: Weekly call · REQUEST · 3 · CONFIRMED',
    ])
    expect(await got(id, 1)).toHaveLength(2)
    expect((await board(id)).counts.contacts.invited).toBe(3)
  })

  it('invites who came to the roster later, and tells them of what follows', async () => {
    const id = await call()
    await pump.drain()
    const late = await alliance.organization({ name: 'Late' }, [{ email: 'late@example.org' }])
    const invitation = { organizationId: late.id }
    expect((await ask('POST', `/v1/meetings/${id}/invitations`, invitation)).json.sequence).toBe(0)
    await pump.drain()
    await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' })
    await pump.drain()
    const mails = await Promise.all(world.mail.sent.filter(({ to }) => to === 'late@example.org').map(read))
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual(['Invitation', 'Cancelled'])
  })

  it('never lets the notice that uninvites overtake the invitation', async () => {
    const id = await call()
    await uninvite(id, 0)
    await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
    for (const { message } of [...world.queues.take('mail')].reverse())
      await pump.functions.mailer(queueEvent([message]))
    await pump.drain()
    expect(await got(id, 0)).toEqual([])
    expect(await got(id, 2)).toHaveLength(1)
  })

  it('refuses an organization that the meeting is not for, and contacts that are not there', async () => {
    const id = await call()
    await pump.drain()
    const authority = await alliance.organization(
      { name: 'Ministry', relation: 'authority', class: 'government' },
      [{ email: 'desk@ministry.example.org' }],
    )
    for (const body of [
      { organizationId: authority.id },
      { organizationId: 'org_0000000000000000' },
      { organizationId: roster[0]!.id, contactIds: [contactAt(1)] },
    ])
      expect((await ask('POST', `/v1/meetings/${id}/invitations`, body)).status).toBe(404)
    expect((await ask('DELETE', `/v1/meetings/${id}/invitations/con_0000000000000000`)).status).toBe(404)
    expect((await ask('POST', `/v1/meetings/${id}/invitations`, {})).status).toBe(422)
  })

  it('takes an answer of whoever is invited when the time for answering is over', async () => {
    const id = await call({ rsvpBy: '2026-11-23T12:00', startsAt: '2027-02-01T15:00', capacity: 2 })
    await pump.drain()
    await uninvite(id, 1)
    await pump.pass(90_000)
    await invite(id, 1)
    await pump.drain()
    const added = await alliance.organization({ name: 'Too late' }, [{ email: 'too-late@example.org' }])
    expect((await ask('POST', `/v1/meetings/${id}/invitations`, { organizationId: added.id })).status).toBe(
      200,
    )
    await pump.drain()
    const [mail] = await Promise.all(
      world.mail.sent.filter(({ to }) => to === 'too-late@example.org').map(read),
    )
    expect(mail!.text).not.toContain('Please answer by')
    const page = await visit(world, mail!.link!)
    expect([page.text.includes('<form'), page.text.includes('Please answer by')]).toEqual([true, false])
    expect((await submit(world, mail!.link!, { answer: 'accepted' })).text).toContain('recorded')
    expect((await submit(world, mail!.link!, { answer: 'declined' })).status).toBe(200)
    const say = (at: number) =>
      ask('PUT', `/v1/meetings/${id}/rsvps/${contactAt(at)}`, { answer: 'accepted' })
    expect([(await say(0)).status, (await say(1)).status]).toEqual([409, 200])
    expect((await board(id)).counts.contacts).toMatchObject({ accepted: 1, declined: 1 })
  })
})
