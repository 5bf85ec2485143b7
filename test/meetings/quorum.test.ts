import { beforeEach, describe, expect, it } from 'vitest'
import { countVoices } from '../../shared/meetings/quorum/count.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting, visit } from './gathering.ts'
import { read } from './mails.ts'

const names = ['Lead', 'Second', 'Third', 'Fourth', 'Watcher'] as const

describe('the quorum of a meeting', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let coalitionId: string
  let people: { token: string; id: string; contactId: string; email: string }[]

  const call = (token: string, method: string, path: string, body?: object, headers = {}) =>
    world.call(token, method, path, body, headers)
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    call(alliance.coordinator, method, path, body, headers)

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    const { id: situationId } = await alliance.situation()
    const formed = { situationId, name: 'Valley', purpose: 'Speak' }
    coalitionId = (await ask('POST', '/v1/coalitions', formed)).json.id
    people = []
    for (const [at, name] of names.entries()) {
      const email = `${name.toLowerCase()}@example.org`
      const { id, contacts } = await alliance.organization({ name }, [{ email, languages: ['en'] }])
      const contactId = contacts[0]!.id
      const token = await world.tokenFor({ organizationId: id as never, contactId: contactId as never })
      const role = at === 0 ? 'lead' : at === 4 ? 'observer' : 'participant'
      await ask('POST', `/v1/coalitions/${coalitionId}/invitations`, { organizationIds: [id], role })
      await call(token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${id}`, { status: 'joined' })
      people.push({ token, id, contactId, email })
    }
    await pump.drain()
    world.mail.sent.length = 0
  })

  const called = async (change: object = {}) => {
    const meeting = aMeeting({ coalitionId, quorum: { organizations: 3 }, ...change })
    const { json } = await ask('POST', '/v1/meetings', meeting)
    await pump.drain()
    return json.id as string
  }
  const accept = (id: string, at: number, said: object = {}) =>
    ask('PUT', `/v1/meetings/${id}/rsvps/${people[at]!.contactId}`, { answer: 'accepted', ...said })
  const standing = async (id: string) =>
    (await call(people[1]!.token, 'GET', `/v1/meetings/${id}/quorum`)).json
  const give = (id: string, from: number, to: number, by = from) =>
    call(people[by]!.token, 'PUT', `/v1/meetings/${id}/proxies/${people[from]!.id}`, {
      heldBy: people[to]!.id,
    })
  const end = (id: string, from: number, by = from) =>
    call(people[by]!.token, 'DELETE', `/v1/meetings/${id}/proxies/${people[from]!.id}`)
  const mailsTo = (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === people[at]!.email).map(read))

  it('is said in the invitation and on the page, and counted live on the board', async () => {
    const id = await called()
    const [mail] = await mailsTo(1)
    const said = 'Organizations needed for decisions, themselves or by proxy: 3'
    expect(mail!.text).toContain(`Quorum: ${said}`)
    expect((await visit(world, mail!.link!)).text).toContain(said)
    expect(await standing(id)).toMatchObject({ required: 3, invited: 4, counted: 0, reached: false })
    for (const at of [0, 1, 4]) await accept(id, at)
    expect(await standing(id)).toMatchObject({ present: 2, counted: 2, reached: false, by: 'answers' })
    await accept(id, 2)
    const { counts } = (await ask('GET', `/v1/meetings/${id}/rsvps`)).json
    expect(counts.quorum).toMatchObject({ present: 3, reached: true })
    await accept(id, 2, { answer: 'declined' })
    expect((await standing(id)).reached).toBe(false)
  })

  it('may be a percentage, may change, and then all are told', async () => {
    const id = await called({ quorum: { percent: 51 } })
    expect((await mailsTo(1))[0]!.text).toContain(
      'Of the organizations invited, themselves or by proxy: 51 %',
    )
    expect((await standing(id)).required).toBe(3)
    const change = { quorum: { organizations: 2 } }
    await ask('PATCH', `/v1/meetings/${id}`, change, { 'If-Match': '"1"' })
    await pump.drain()
    expect((await mailsTo(1)).at(-1)!.text).toContain('by proxy: 2')
    await ask('PATCH', `/v1/meetings/${id}`, { quorum: null }, { 'If-Match': '"2"' })
    expect((await call(people[1]!.token, 'GET', `/v1/meetings/${id}/quorum`)).status).toBe(404)
    for (const quorum of [{}, { percent: 101 }, { percent: 0 }, { organizations: 1, percent: 5 }, 3])
      expect((await ask('POST', '/v1/meetings', aMeeting({ quorum }))).status).toBe(422)
  })

  it('counts one for whom another speaks, while that other comes and they do not', async () => {
    const id = await called({ quorum: { organizations: 2 } })
    expect((await give(id, 2, 1)).status).toBe(200)
    await pump.drain()
    expect((await mailsTo(1)).at(-1)!.text).toContain('Third has asked your organization to speak for it')
    expect((await standing(id)).counted).toBe(0)
    await accept(id, 1)
    expect(await standing(id)).toMatchObject({ present: 1, byProxy: 1, counted: 2, reached: true })
    await accept(id, 2)
    expect(await standing(id)).toMatchObject({ present: 2, byProxy: 0, counted: 2 })
    await accept(id, 2, { answer: 'declined' })
    expect((await end(id, 2, 1)).status).toBe(204)
    await pump.drain()
    expect((await mailsTo(2)).at(-1)!.subject).toBe('Nobody speaks for your organization')
    expect(await standing(id)).toMatchObject({ byProxy: 0, reached: false })
    expect((await end(id, 2)).status).toBe(204)
  })

  it('passes a voice once, to two at most, and never to who has none', async () => {
    const id = await called()
    expect((await give(id, 1, 1)).status).toBe(422)
    expect((await give(id, 1, 4)).status).toBe(422)
    expect((await give(id, 4, 1)).status).toBe(404)
    expect((await give(id, 2, 1, 3)).status).toBe(403)
    await give(id, 1, 0)
    expect((await give(id, 2, 1)).status).toBe(409)
    expect((await give(id, 0, 2)).status).toBe(409)
    await give(id, 2, 0)
    expect((await give(id, 3, 0)).status).toBe(409)
    expect((await give(id, 2, 3)).status).toBe(200)
    await pump.drain()
    expect((await mailsTo(0)).at(-1)!.text).toContain('does not ask you any more')
    const held = (at: number) => call(people[at]!.token, 'GET', `/v1/meetings/${id}/proxies`)
    expect((await held(0)).json.items).toHaveLength(2)
    expect((await held(3)).json.items).toMatchObject([{ organizationId: people[2]!.id }])
  })

  it('lets one of two win who speak for each other at once', async () => {
    const id = await called()
    const both = await Promise.all([give(id, 1, 2), give(id, 2, 1)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const many = await Promise.all([give(id, 1, 0), give(id, 2, 0), give(id, 3, 0)])
    expect(many.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(2)
    expect((await ask('GET', `/v1/meetings/${id}/proxies`)).json.items.length).toBeLessThanOrEqual(3)
  })

  it('decides nothing without it, and keeps with a decision who was there and for whom', async () => {
    const id = await called()
    await give(id, 2, 1)
    for (const at of [0, 1, 3]) await accept(id, at)
    world.clock.advance((Date.parse('2026-12-01T12:10:00Z') - world.clock.now().getTime()) / 1000)
    const attend = (...present: number[]) =>
      call(people[0]!.token, 'PUT', `/v1/meetings/${id}/attendance`, {
        present: present.map((at) => ({ organizationId: people[at]!.id })),
      })
    const decide = () => call(people[0]!.token, 'POST', `/v1/meetings/${id}/decisions`, { text: 'We write' })
    await attend(0, 3, 4)
    expect(await standing(id)).toMatchObject({ present: 2, byProxy: 0, by: 'attendance', reached: false })
    expect((await decide()).json.detail).toContain('There is no quorum')
    await attend(0, 1)
    const { json, status } = await decide()
    expect([status, json.organizations]).toEqual([201, 2])
    expect(json.represented).toEqual([{ organizationId: people[2]!.id, heldBy: people[1]!.id }])
    expect(json.quorum).toMatchObject({ required: 3, counted: 3, reached: true })
  })

  it('is missed aloud when the time for answering has passed', async () => {
    const lead = people[0]!
    const meeting = aMeeting({ coalitionId, quorum: { organizations: 3 }, rsvpBy: '2026-11-25T12:00' })
    await call(lead.token, 'POST', '/v1/meetings', meeting)
    await pump.drain()
    for (let day = 0; day < 5; day++) await pump.pass(86_400)
    const subjects = (await mailsTo(0)).map(({ subject }) => subject)
    expect(subjects.filter((subject) => subject === 'No quorum yet: Weekly call')).toHaveLength(1)
  })
})

it.each([
  [{ percent: 50 }, 7, 4],
  [{ percent: 100 }, 7, 7],
  [{ percent: 1 }, 0, 1],
  [{ percent: 29 }, 100, 29],
  [{ organizations: 5 }, 3, 5],
])('of %j among %i is %i', (quorum, voters, required) => {
  const ids = new Set(Array.from({ length: voters }, (_, at) => `o${at}`))
  expect(countVoices(quorum, { voters: ids, coming: new Set(), proxies: [] }).required).toBe(required)
})
