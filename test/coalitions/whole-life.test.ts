import { beforeAll, describe, expect, it } from 'vitest'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { type Alliance, createAlliance } from './alliance.ts'

let alliance: Alliance
let pump: Pump
beforeAll(async () => {
  const wire = new Wire()
  alliance = await createAlliance({ client: wire.wrap })
  pump = createPump(alliance.world, wire)
})

const call = (token: string, method: string, path: string, body?: object) =>
  alliance.world.call(token, method, path, body)
const keysToldOf = async (id: string) =>
  (await alliance.told(id)).flatMap(({ kind, content }) => (kind === 'notice' ? [content.key] : [])).sort()
const namesFor = async (token: string, id: string) => {
  const { json } = await call(token, 'GET', `/v1/coalitions/${id}/organizations`)
  return json.items.map(({ name }: { name: string }) => name).sort()
}

describe('asking to join', () => {
  const ask = (token: string, id: string, body: object = {}) =>
    call(token, 'POST', `/v1/coalitions/${id}/requests`, body)

  it('goes to an open coalition, whose lead lets the organization in or declines', async () => {
    const { id } = await alliance.form({ open: true, name: 'Open to all' })
    const lead = await alliance.joined(id, 'Its lead', 'lead')
    const [first, second] = [await alliance.organization('Asks'), await alliance.organization('Asks too')]
    const listed = await call(first.token, 'GET', '/v1/coalitions/open')
    expect(Object.keys(listed.json.items[0]).sort()).toEqual([
      'createdAt',
      'id',
      'name',
      'purpose',
      'situationId',
    ])
    expect((await ask(first.token, id, { reason: 'We work there.' })).json.status).toBe('asked')
    expect((await ask(first.token, id)).status).toBe(409)
    await ask(second.token, id)
    expect((await call(first.token, 'GET', `/v1/coalitions/${id}`)).status).toBe(404)
    expect((await alliance.change(first.token, id, first.id, { status: 'joined' })).status).toBe(403)
    expect((await alliance.change(lead.token, id, first.id, { status: 'joined' })).json.status).toBe('joined')
    expect((await alliance.change(lead.token, id, second.id, { status: 'declined' })).json.status).toBe(
      'declined',
    )
    expect(await namesFor(first.token, id)).toEqual(['Asks', 'Its lead'])
    expect((await call(second.token, 'GET', `/v1/coalitions/${id}`)).status).toBe(404)
    expect(await keysToldOf(id)).toEqual([
      'coalition-asked',
      'coalition-asked',
      'coalition-let-in',
      'coalition-not-let-in',
    ])
  })

  it('can be taken back before it is answered', async () => {
    const { id } = await alliance.form({ open: true })
    const member = await alliance.organization('Thinks again')
    await ask(member.token, id)
    expect((await alliance.change(member.token, id, member.id, { status: 'left' })).json.status).toBe('left')
    expect((await ask(member.token, id)).json.status).toBe('asked')
  })

  it('finds nothing where the coalition is not open, for authorities, and where the situation is withheld', async () => {
    const held = await alliance.organization('Held back')
    const situationId = (await alliance.situation({ withholdFrom: [held.id] })).id
    const { id } = await alliance.form({ open: true, situationId })
    const closed = await alliance.form()
    const member = await alliance.organization('Curious')
    const authority = await alliance.organization('Ministry', { relation: 'authority', class: 'government' })
    expect((await ask(member.token, closed.id)).status).toBe(404)
    expect((await ask(held.token, id)).status).toBe(404)
    const { json } = await call(held.token, 'GET', '/v1/coalitions/open')
    expect(json.items.some((each: { id: string }) => each.id === id)).toBe(false)
    expect((await ask(authority.token, id)).status).toBe(403)
    expect((await call(authority.token, 'GET', '/v1/coalitions/open')).status).toBe(403)
    expect((await ask(member.token, id, { organizationId: held.id })).status).toBe(403)
  })

  it('is not for those who were removed', async () => {
    const { id } = await alliance.form({ open: true })
    const member = await alliance.joined(id, 'Was removed')
    await alliance.change(alliance.coordinator, id, member.id, {
      status: 'removed',
      reason: 'Breach of trust',
    })
    expect((await ask(member.token, id)).status).toBe(404)
  })

  it('cannot be to a coalition that is confidential', async () => {
    const { id: situationId } = await alliance.situation()
    const body = { situationId, name: 'Both', purpose: 'Neither.', confidential: true, open: true }
    expect((await call(alliance.coordinator, 'POST', '/v1/coalitions', body)).json.errors[0].pointer).toBe(
      '#/open',
    )
    const { id } = await alliance.form({ confidential: true })
    const opened = await alliance.world.call(
      alliance.coordinator,
      'PATCH',
      `/v1/coalitions/${id}`,
      { open: true },
      { 'If-Match': '"1"' },
    )
    expect(opened.status).toBe(422)
  })
})

describe('an organization known only to the leads', () => {
  it('is seen by them and by coordinators, in lists and in history, and by no fellow', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'Knows', 'lead')
    const fellow = await alliance.joined(id, 'Fellow')
    const quiet = await alliance.organization('Quiet one')
    await alliance.invite(id, [quiet.id], { knownTo: 'leads' })
    await alliance.change(quiet.token, id, quiet.id, { status: 'joined' })
    expect(await namesFor(fellow.token, id)).toEqual(['Fellow', 'Knows'])
    expect(await namesFor(quiet.token, id)).toEqual(['Fellow', 'Knows', 'Quiet one'])
    expect(await namesFor(lead.token, id)).toEqual(['Fellow', 'Knows', 'Quiet one'])
    const history = async (token: string) => (await call(token, 'GET', `/v1/events?subject=${id}`)).text
    expect(await history(fellow.token)).not.toContain(quiet.id)
    expect(await history(lead.token)).toContain(quiet.id)
  })

  it('may become so by its own wish, but by no fellow’s', async () => {
    const { id } = await alliance.form()
    const fellow = await alliance.joined(id, 'Other one')
    const shy = await alliance.joined(id, 'Shy one')
    expect((await alliance.change(fellow.token, id, shy.id, { knownTo: 'leads' })).status).toBe(403)
    expect((await alliance.change(shy.token, id, shy.id, { knownTo: 'leads' })).status).toBe(200)
    expect(await namesFor(fellow.token, id)).toEqual(['Other one'])
  })
})

describe('the lead of a coalition', () => {
  it('passes from one organization to another', async () => {
    const { id } = await alliance.form()
    const first = await alliance.joined(id, 'Leads first', 'lead')
    const next = await alliance.joined(id, 'Leads next')
    expect((await alliance.change(first.token, id, next.id, { role: 'lead' })).json.role).toBe('lead')
    expect((await alliance.change(next.token, id, first.id, { role: 'participant' })).json.role).toBe(
      'participant',
    )
    expect(await keysToldOf(id)).toEqual([])
  })

  it.each([
    ['leaves', { status: 'left' }],
    ['becomes an observer', { role: 'observer' }],
  ])('is missed when the last one %s: a task for a coordinator', async (_, change) => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, `Last lead ${Object.values(change)[0]}`, 'lead')
    await alliance.change(alliance.coordinator, id, lead.id, change)
    const { json } = await call(alliance.coordinator, 'GET', `/v1/tasks?subject=${id}`)
    expect(json.items.map(({ kind }: { kind: string }) => kind)).toEqual(['coalition-without-lead'])
  })
})

describe('standing down', () => {
  const close = (token: string, id: string, body: object = { reason: 'The talks succeeded.' }) =>
    call(token, 'POST', `/v1/coalitions/${id}/closure`, body)
  const statusOf = async (id: string) =>
    (await call(alliance.coordinator, 'GET', `/v1/coalitions/${id}`)).json.status
  const aMeeting = (coalitionId: string) => ({
    coalitionId,
    title: 'After all',
    agenda: 'Nothing',
    startsAt: '2027-03-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/x' },
  })

  it('tells everybody inside, and takes nobody in and calls nothing afterwards', async () => {
    const { id } = await alliance.form({ open: true })
    const lead = await alliance.joined(id, 'Closes it', 'lead')
    const asked = await alliance.organization('Still invited')
    await alliance.invite(id, [asked.id])
    expect((await close(lead.token, id)).json).toMatchObject({
      status: 'closed',
      closure: { reason: 'The talks succeeded.', at: alliance.world.clock.now().toISOString() },
    })
    expect((await close(lead.token, id)).status).toBe(409)
    expect((await alliance.change(asked.token, id, asked.id, { status: 'joined' })).status).toBe(409)
    expect((await alliance.invite(id, [asked.id])).status).toBe(409)
    expect((await call(lead.token, 'POST', '/v1/meetings', aMeeting(id))).status).toBe(409)
    const outsider = await alliance.organization('Too late')
    expect((await call(outsider.token, 'POST', `/v1/coalitions/${id}/requests`, {})).status).toBe(409)
    expect(await keysToldOf(id)).toEqual(['coalition-closed'])
    expect((await alliance.change(lead.token, id, lead.id, { status: 'left' })).json.status).toBe('left')
  })

  it('waits for its closing date, which can be moved and taken back', async () => {
    const { id } = await alliance.form()
    const at = (hours: number) =>
      new Date(alliance.world.clock.now().getTime() + hours * 3_600_000).toISOString()
    await close(alliance.coordinator, id, { reason: 'Mandate ends', at: at(2) })
    await close(alliance.coordinator, id, { reason: 'Mandate ends later', at: at(5) })
    await pump.pass(3 * 3600)
    expect(await statusOf(id)).toBe('active')
    const back = await call(alliance.coordinator, 'POST', `/v1/coalitions/${id}/reopening`, {
      reason: 'Extended',
    })
    expect(back.json.closure).toBeUndefined()
    await pump.pass(3 * 3600)
    expect(await statusOf(id)).toBe('active')
    await close(alliance.coordinator, id, { reason: 'Now it ends', at: at(1) })
    await pump.pass(2 * 3600)
    expect(await statusOf(id)).toBe('closed')
    expect(await keysToldOf(id)).toEqual(['coalition-closed'])
  })

  it('is taken back, and who had joined is in again', async () => {
    const { id } = await alliance.form()
    const member = await alliance.joined(id, 'Comes back too')
    await close(alliance.coordinator, id)
    const reopening = () =>
      call(alliance.coordinator, 'POST', `/v1/coalitions/${id}/reopening`, { reason: 'New signs' })
    expect((await reopening()).json).toMatchObject({ status: 'active' })
    expect((await reopening()).status).toBe(409)
    expect(await namesFor(member.token, id)).toEqual(['Comes back too'])
    expect(await keysToldOf(id)).toEqual(['coalition-closed', 'coalition-reopened'])
  })

  it('is for those who lead, not in the past, and not without a reason', async () => {
    const { id } = await alliance.form()
    const member = await alliance.joined(id, 'Only takes part')
    expect((await close(member.token, id)).status).toBe(403)
    expect((await close(alliance.coordinator, id, {})).status).toBe(422)
    const past = { reason: 'Late', at: '2020-01-01T00:00:00Z' }
    expect((await close(alliance.coordinator, id, past)).json.errors[0].pointer).toBe('#/at')
  })
})

describe('an objection', () => {
  const raise = (token: string, id: string, body: object = { text: 'Not in our name.' }) =>
    call(token, 'POST', `/v1/coalitions/${id}/objections`, body)
  const texts = async (token: string, id: string) =>
    (await call(token, 'GET', `/v1/coalitions/${id}/objections`)).json.items.map(
      ({ text }: { text: string }) => text,
    )

  it('stays on record, is told to the leads, and can be withdrawn', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'Hears it', 'lead')
    const objector = await alliance.joined(id, 'Objects')
    const fellow = await alliance.joined(id, 'Does not hear')
    const { json } = await raise(objector.token, id)
    expect(await keysToldOf(id)).toEqual(['coalition-objection'])
    expect([
      await texts(lead.token, id),
      await texts(objector.token, id),
      await texts(fellow.token, id),
    ]).toEqual([['Not in our name.'], ['Not in our name.'], []])
    const withdraw = (token: string) =>
      call(token, 'POST', `/v1/coalitions/${id}/objections/${json.id}/withdrawal`)
    expect((await withdraw(fellow.token)).status).toBe(403)
    const withdrawn = await withdraw(objector.token)
    expect(withdrawn.json.withdrawnAt).toBe(alliance.world.clock.now().toISOString())
    expect((await withdraw(objector.token)).json).toEqual(withdrawn.json)
    expect(await texts(lead.token, id)).toEqual(['Not in our name.'])
  })

  it('has no voice from an observer, an outsider, or for another organization', async () => {
    const { id } = await alliance.form()
    const observer = await alliance.joined(id, 'Watches', 'observer')
    const member = await alliance.joined(id, 'Speaks')
    const outsider = await alliance.organization('Elsewhere')
    expect((await raise(observer.token, id)).status).toBe(403)
    expect((await raise(outsider.token, id)).status).toBe(404)
    expect((await raise(member.token, id, { text: 'x', organizationId: observer.id })).status).toBe(403)
    expect(
      (await raise(alliance.coordinator, id, { text: 'By phone', organizationId: member.id })).status,
    ).toBe(201)
  })
})
