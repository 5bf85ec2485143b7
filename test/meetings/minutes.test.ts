import { beforeEach, describe, expect, it } from 'vitest'
import { tellMinutes } from '../../shared/meetings/minutes/tell.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting, submit, visit } from './gathering.ts'
import { read } from './mails.ts'

const items = [{ title: 'What we see', minutes: 15 }, { title: 'What we do' }]

describe('what a coalition talks about and decides', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let situationId: string
  let coalitionId: string
  let people: { token: string; id: `org_${string}`; email: string; contactId: string }[]

  const call = async (token: string, method: string, path: string, body?: object, headers = {}) =>
    world.call(token, method, path, body, headers)
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    call(alliance.coordinator, method, path, body, headers)

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    situationId = (await alliance.situation()).id
    coalitionId = (await ask('POST', '/v1/coalitions', { situationId, name: 'Valley', purpose: 'Speak' }))
      .json.id
    people = []
    for (const [at, name] of ['Lead', 'Member', 'Outside'].entries()) {
      const email = `${name.toLowerCase()}@example.org`
      const contact = { email, languages: [at === 1 ? 'fr' : 'en'], timeZone: 'Africa/Nairobi' }
      const { id, contacts } = await alliance.organization({ name }, [contact])
      const person = { organizationId: id as `org_${string}`, contactId: contacts[0]!.id as `con_${string}` }
      const token = await world.tokenFor(person)
      people.push({ token, id: person.organizationId, email, contactId: person.contactId })
      if (at > 1) continue
      const role = at === 0 ? 'lead' : 'participant'
      await ask('POST', `/v1/coalitions/${coalitionId}/invitations`, { organizationIds: [id], role })
      await call(token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${id}`, { status: 'joined' })
    }
    await pump.drain()
    world.mail.sent.length = 0
  })

  const called = async (change: object = {}) => {
    const { json } = await ask(
      'POST',
      '/v1/meetings',
      aMeeting({ coalitionId, agendaItems: items, ...change }),
    )
    await pump.drain()
    return json.id as `mtg_${string}`
  }
  const reach = (moment: string) =>
    world.clock.advance((Date.parse(moment) - world.clock.now().getTime()) / 1000)
  const begun = async (change: object = {}) => {
    const id = await called(change)
    reach('2026-12-01T12:10:00Z')
    return id
  }
  const lead = (method: string, path: string, body?: object, headers = {}) =>
    call(people[0]!.token, method, path, body, headers)
  const member = (method: string, path: string, body?: object) => call(people[1]!.token, method, path, body)
  const outsider = (method: string, path: string, body?: object) => call(people[2]!.token, method, path, body)
  const mailsTo = (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === people[at]!.email).map(read))

  it('has items, which the mail, the page and the entry number; another order of them is told', async () => {
    const id = await called()
    const [mail] = await mailsTo(0)
    expect(mail!.text).toContain('1. What we see (15′)')
    expect(mail!.event!.getFirstPropertyValue('description')).toContain('2. What we do')
    expect((await visit(world, mail!.link!)).text).toContain('1. What we see (15′)')
    const changed = await ask(
      'PATCH',
      `/v1/meetings/${id}`,
      { agendaItems: items.toReversed() },
      { 'If-Match': '"1"' },
    )
    expect([changed.status, changed.json.agendaItems[0].title]).toEqual([200, 'What we do'])
    await pump.drain()
    expect((await mailsTo(0)).at(-1)!.text).toContain('1. What we do')
    expect((await ask('POST', '/v1/meetings', aMeeting({ agendaItems: [{ title: '' }] }))).status).toBe(422)
  })

  it('records a decision with who is present, on the situation and of the coalition', async () => {
    const id = await begun()
    const decide = (input: object = {}, headers = {}) =>
      lead('POST', `/v1/meetings/${id}/decisions`, { text: 'We write to the council', ...input }, headers)
    expect((await decide()).status).toBe(409)
    const present = [{ organizationId: people[0]!.id, people: 2 }, { organizationId: people[1]!.id }]
    expect((await lead('PUT', `/v1/meetings/${id}/attendance`, { present })).status).toBe(200)
    const key = { 'Idempotency-Key': '"once"' }
    const made = await decide({ agendaItem: 2 }, key)
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      coalitionId,
      situationId,
      meetingId: id,
      agendaItem: 2,
      organizations: 2,
    })
    expect(made.json.present).toEqual([present[0], { ...present[1], people: 1 }])
    expect((await decide({ agendaItem: 2 }, key)).json).toEqual(made.json)

    // Somebody leaves; what was decided keeps who was there.
    await lead('PUT', `/v1/meetings/${id}/attendance`, { present: [present[0]] })
    world.clock.advance(600)
    await decide({ text: 'We go on' })
    const { items: all } = (await member('GET', `/v1/meetings/${id}/decisions`)).json
    expect(all.map(({ organizations }: { organizations: number }) => organizations)).toEqual([2, 1])
    expect(all[0]).not.toHaveProperty('present')

    for (const of of [coalitionId, situationId]) {
      const found = (await member('GET', `/v1/decisions?of=${of}`)).json.items
      expect(found.map(({ text }: { text: string }) => text)).toEqual(['We go on', 'We write to the council'])
    }
    expect((await outsider('GET', `/v1/decisions?of=${coalitionId}`)).status).toBe(404)
    expect((await outsider('GET', `/v1/decisions?of=${situationId}`)).json.items).toEqual([])
    expect((await outsider('GET', `/v1/decisions/${made.json.id}`)).status).toBe(404)
    expect((await member('GET', `/v1/decisions/${made.json.id}`)).json.text).toBe('We write to the council')
    const log = (await lead('GET', `/v1/events?subject=${id}`)).json.items
    const decided = log.filter(({ type }: { type: string }) => type === 'meeting.decided')
    expect(decided[0].data).toEqual({ decisionId: made.json.id, present: 2, coalitionId, situationId })
  })

  it('decides nothing before it has begun, once it is off, or of what is not its own', async () => {
    const id = await called()
    const present = [{ organizationId: people[0]!.id }]
    expect((await lead('PUT', `/v1/meetings/${id}/attendance`, { present })).json.detail).toBe(
      'This meeting has not begun yet.',
    )
    reach('2026-12-01T12:10:00Z')
    const put = (given: object[]) => lead('PUT', `/v1/meetings/${id}/attendance`, { present: given })
    expect((await put([{ organizationId: people[2]!.id }])).json.errors[0].pointer).toBe('#/present/0')
    expect((await put([...present, ...present])).status).toBe(422)
    await put(present)
    const decide = (input: object) => lead('POST', `/v1/meetings/${id}/decisions`, { text: 'Yes', ...input })
    expect((await decide({ agendaItem: 3 })).status).toBe(422)
    expect((await decide({ situationId: (await alliance.situation({ title: 'Other' })).id })).status).toBe(
      422,
    )
    expect((await member('POST', `/v1/meetings/${id}/decisions`, { text: 'Yes' })).status).toBe(403)
    expect((await outsider('POST', `/v1/meetings/${id}/decisions`, { text: 'Yes' })).status).toBe(404)
    await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'Line cut' })
    expect((await decide({})).status).toBe(409)
  })

  it('publishes its minutes to the invited, each once, in their language and by their link', async () => {
    const id = await begun()
    await lead('PUT', `/v1/meetings/${id}/attendance`, { present: [{ organizationId: people[0]!.id }] })
    await lead('POST', `/v1/meetings/${id}/decisions`, { text: 'We write to the council' })
    const minutes = `/v1/meetings/${id}/minutes`
    expect((await lead('POST', `${minutes}/publication`)).status).toBe(404)
    await lead('PUT', minutes, { text: 'Three villages were named.', language: 'en' })
    expect((await member('GET', minutes)).status).toBe(404)
    expect((await lead('GET', minutes)).json.text).toBe('Three villages were named.')
    const link = (await mailsTo(1))[0]!.link!
    expect((await visit(world, `${link}/minutes`)).status).toBe(404)
    world.mail.sent.length = 0

    const published = await Promise.all([0, 1].map(() => lead('POST', `${minutes}/publication`)))
    expect(published.map(({ json }) => json.published.edition)).toEqual([1, 1])
    await pump.pass(60)
    for (let at = 0; at < 3; at++) await pump.pass(900)
    await tellMinutes(world.deps, id, 1)
    await pump.drain()
    expect((await mailsTo(0)).map(({ subject }) => subject)).toEqual(['Minutes: Weekly call'])
    const [french] = await mailsTo(1)
    expect(french!.subject).toBe('Compte rendu : Weekly call')
    expect(french!.text).toContain('We write to the council')
    expect(french!.text).toMatch(/Organisations présentes\s: 1/)
    expect(await mailsTo(2)).toEqual([])
    const page = await visit(world, `${link}/minutes`)
    expect(page.text).toContain('Three villages were named.')
    expect((await visit(world, link)).text).toContain(`href="${link}/minutes"`)
    expect((await member('GET', minutes)).json.text).toBe('Three villages were named.')

    // What is written after is a draft until it is published, too.
    await lead('PUT', minutes, { text: 'Four villages were named.' }, { 'If-Match': '"2"' })
    expect((await lead('PUT', minutes, { text: 'Late' }, { 'If-Match': '"2"' })).status).toBe(412)
    expect((await member('GET', minutes)).json.text).toBe('Three villages were named.')
    await lead('POST', `${minutes}/publication`)
    await pump.pass(60)
    expect((await mailsTo(0)).at(-1)!.subject).toBe('Corrected minutes: Weekly call')
  })

  it('refuses an edition that could not be kept, and keeps what there was', async () => {
    const id = await begun()
    await lead('PUT', `/v1/meetings/${id}/attendance`, { present: [{ organizationId: people[0]!.id }] })
    const text = 'ក'.repeat(2000)
    const decisions = `/v1/meetings/${id}/decisions`
    for (let at = 0; at < 34; at++) expect((await lead('POST', decisions, { text })).status).toBe(201)
    await lead('PUT', `/v1/meetings/${id}/minutes`, { text: 'Long' })
    expect((await lead('POST', `/v1/meetings/${id}/minutes/publication`)).status).toBe(409)
    expect((await lead('GET', `/v1/meetings/${id}/minutes`)).json.text).toBe('Long')
  })

  it('keeps its minutes from whoever has left since, was uninvited, or reads over a shoulder', async () => {
    const email = 'hidden@example.org'
    const hidden = await alliance.organization({ name: 'Hidden' }, [{ email, discreet: true }])
    const invitation = { organizationIds: [hidden.id], role: 'participant' }
    await ask('POST', `/v1/coalitions/${coalitionId}/invitations`, invitation)
    await pump.drain()
    const id = await begun()
    const link = (await mailsTo(1))[0]!.link!
    const minutes = `/v1/meetings/${id}/minutes`
    await lead('PUT', minutes, { text: 'Three villages were named.' })
    await call(people[1]!.token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${people[1]!.id}`, {
      status: 'left',
    })
    world.mail.sent.length = 0
    await lead('POST', `${minutes}/publication`)
    await pump.pass(60)
    expect([(await mailsTo(0)).map(({ subject }) => subject), await mailsTo(1)]).toEqual([
      expect.arrayContaining(['Minutes: Weekly call']),
      [],
    ])
    const told = await read(world.mail.sent.find(({ to }) => to === email)!)
    expect(`${told.subject} ${told.text}`).not.toMatch(/villages|Minutes|Weekly/)
    expect((await visit(world, `${link}/minutes`)).status).toBe(404)
    expect((await submit(world, `${link}/minutes`, {})).status).toBe(405)
  })
})
