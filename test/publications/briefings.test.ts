import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

describe('contact with authorities', () => {
  let room: Newsroom
  let council: Joined
  beforeEach(async () => {
    room = await createNewsroom()
    council = await room.join('A council', { relation: 'authority', class: 'un' })
  })

  const post = async (path: string, body: object, token = room.author.token) =>
    room.call(token, 'POST', `/v1/${path}`, body)
  const items = async (path: string, token: string) =>
    ((await room.call(token, 'GET', `/v1/${path}`)).json.items ?? []).map(({ id }: { id: string }) => id)
  const patch = (path: string, version: number, body: object, token = room.author.token) =>
    room.call(token, 'PATCH', `/v1/${path}`, body, { 'If-Match': `"${version}"` })
  const aBriefing = (change: object = {}) => ({
    authorityId: council.organizationId,
    at: '2026-11-20T10:00:00Z',
    how: 'meeting',
    ...change,
  })

  it('plans no next step beyond the years in which anything is planned', async () => {
    const next = { what: 'Ask again', dueAt: '9999-12-31T23:59:59-12:00' }
    const { status, json } = await post('briefings', aBriefing({ confidentiality: 'own', next }))
    expect([status, json.errors[0].pointer]).toEqual([422, '#/next/dueAt'])
  })

  it('is kept by one member for each person, in one directory', async () => {
    const entry = { authorityId: council.organizationId, role: 'Envoy', keptBy: room.author.organizationId }
    const { id, version } = (await post('offices', entry)).json
    expect((await post('offices', entry, room.reader.token)).status).toBe(403)
    expect((await post('offices', { ...entry, keptBy: undefined })).status).toBe(403)
    const wrong = await post('offices', { ...entry, authorityId: room.reader.organizationId })
    expect(wrong.json.errors[0].pointer).toBe('#/authorityId')
    const passed = { keptBy: room.reader.organizationId }
    expect((await patch(`offices/${id}`, version, { role: 'Ambassador' }, room.reader.token)).status).toBe(
      403,
    )
    expect((await patch(`offices/${id}`, version, passed)).status).toBe(403)
    expect((await patch(`offices/${id}`, version, passed, room.coordinator)).json.version).toBe(2)
    for (const query of [`authorityId=${council.organizationId}`, `keptBy=${room.reader.organizationId}`, ''])
      expect(await items(`offices?${query}`, room.reader.token)).toEqual([id])
    expect(await items(`offices?keptBy=${room.author.organizationId}`, room.reader.token)).toEqual([])
    const queries: unknown[] = []
    room.wire.onCall = ({ name }) => {
      if (name === 'QueryCommand') queries.push(name)
    }
    await items('offices?limit=200', room.reader.token)
    room.wire.onCall = undefined
    expect(queries).toHaveLength(1)
    expect((await room.call(council.token, 'GET', `/v1/offices/${id}`)).status).toBe(404)
    expect((await room.call(council.token, 'GET', '/v1/offices')).status).toBe(403)
    expect((await room.call(room.reader.token, 'DELETE', `/v1/offices/${id}`)).status).toBe(204)
  })

  it('is logged, and read only as far as its confidentiality allows', async () => {
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer' }
    const { id: coalitionId } = (await post('coalitions', form, room.coordinator)).json
    const invitation = { organizationIds: [room.author.organizationId], role: 'participant' }
    await post(`coalitions/${coalitionId}/invitations`, invitation, room.coordinator)
    const place = `/v1/coalitions/${coalitionId}/organizations/${room.author.organizationId}`
    await room.call(room.author.token, 'PUT', place, { status: 'joined' })
    const third = await room.join('Third Member')
    const log = async (change: object) =>
      (await post('briefings', aBriefing({ situationId, ...change }))).json.id
    const there = { organizationIds: [third.organizationId] }
    const ids = {
      alliance: await log({ confidentiality: 'alliance' }),
      coalition: await log({ confidentiality: 'coalition', coalitionId }),
      present: await log({ confidentiality: 'present', ...there }),
      own: await log({ confidentiality: 'own', ...there }),
    }
    const seenBy = async (token: string) => {
      const found = await Promise.all(
        Object.entries(ids).map(async ([name, id]) => {
          const { status } = await room.call(token, 'GET', `/v1/briefings/${id}`)
          return status === 200 ? name : undefined
        }),
      )
      return found.filter(Boolean)
    }
    expect(await seenBy(room.author.token)).toEqual(['alliance', 'coalition', 'present', 'own'])
    expect(await seenBy(room.coordinator)).toEqual(['alliance', 'coalition', 'present'])
    expect(await seenBy(third.token)).toEqual(['alliance', 'present'])
    expect(await seenBy(room.reader.token)).toEqual(['alliance'])
    expect(await seenBy(council.token)).toEqual([])
    expect(await items(`briefings?situationId=${situationId}`, room.reader.token)).toEqual([ids.alliance])
    expect(await items('briefings', room.coordinator)).toHaveLength(3)
    expect(await items('briefings?of=own', third.token)).toEqual([ids.present, ids.alliance].slice(0, 1))
    expect(await items(`briefings?coalitionId=${coalitionId}`, room.author.token)).toEqual([ids.coalition])
    const outside = await room.call(room.reader.token, 'GET', `/v1/briefings?coalitionId=${coalitionId}`)
    expect(outside.status).toBe(404)
    const events = (await room.call(room.coordinator, 'GET', `/v1/events?subject=${ids.own}`)).json.items
    expect(events[0].data).toEqual({ confidentiality: 'own' })
  })

  it('puts what was asked into the register, but for what its author keeps', async () => {
    const asks = [{ action: 'Send observers.' }]
    const { id } = (await post('briefings', aBriefing({ asks }))).json
    const own = (await post('briefings', aBriefing({ asks, confidentiality: 'own' }))).json
    await room.pump.drain()
    const register = async (query: string) =>
      (await room.call(room.coordinator, 'GET', `/v1/recommendations?${query}`)).json.items
    const [asked, ...more] = await register(`authorityId=${council.organizationId}`)
    expect(more).toEqual([])
    expect(asked).toMatchObject({
      source: { kind: 'briefing', id },
      addressee: 'A council',
      putBy: room.author.organizationId,
    })
    expect(await register(`briefingId=${own.id}`)).toEqual([])
    await patch(`briefings/${id}`, 1, { asks: [] })
    await room.pump.drain()
    expect((await register(`briefingId=${id}`))[0].state).toBe('lapsed')
  })

  it('is in no register of an approver, who reads there what alerts ask', async () => {
    const approver = await room.world.tokenFor({ grants: ['approver'] })
    const asks = [{ action: 'Send observers.' }]
    const { id: situationId } = await room.alliance.situation()
    await post('briefings', aBriefing({ asks, situationId, confidentiality: 'present' }))
    const alertId = await room.issue({ recommendations: [{ addressee: 'A council', action: 'Meet.' }] })
    await room.pump.drain()
    const register = async (token: string, query = '') =>
      (await room.call(token, 'GET', `/v1/recommendations?${query}`)).json.items
    const kinds = async (token: string) =>
      (await register(token)).map(({ source }: { source: { kind: string } }) => source.kind).sort()
    expect(await kinds(room.coordinator)).toEqual(['alert', 'briefing'])
    expect(await kinds(approver)).toEqual(['alert'])
    const [asked] = await register(room.coordinator, `authorityId=${council.organizationId}`)
    expect(await register(approver, `authorityId=${council.organizationId}`)).toEqual([])
    expect(await register(approver, `briefingId=${asked.source.id}`)).toEqual([])
    const both = `situationId=${situationId}&authorityId=`
    expect(await register(room.coordinator, both + council.organizationId)).toEqual([asked])
    expect(await register(room.coordinator, both + room.reader.organizationId)).toEqual([])
    const two = await room.call(
      room.coordinator,
      'GET',
      `/v1/recommendations?alertId=${alertId}&${both}org_1`,
    )
    expect(two.status).toBe(422)
    await room.issue({ recommendations: [{ addressee: 'A court', action: 'Look.' }] })
    await post('briefings', aBriefing({ asks, confidentiality: 'present' }))
    await room.pump.drain()
    const page = await room.call(approver, 'GET', '/v1/recommendations?limit=3')
    expect([page.json.items.length, page.headers.get('Link')]).toEqual([2, null])
    const [put] = await register(approver, `alertId=${alertId}`)
    const statusOf = async (token: string, { id }: { id: string }) =>
      (await room.call(token, 'GET', `/v1/recommendations/${id}`)).status
    expect([await statusOf(approver, put), await statusOf(approver, asked)]).toEqual([200, 404])
    expect(await statusOf(room.coordinator, asked)).toBe(200)
  })

  it('reminds of what is next once, at the moment that is said last, and not when it is done', async () => {
    const mails = () => room.world.mail.sent.filter(({ to }) => to === room.author.email).length
    const at = (hours: number) => new Date(room.world.clock.now().getTime() + hours * 3_600_000).toISOString()
    const next = (hours: number) => ({ what: 'Send the photographs', dueAt: at(hours) })
    const { id } = (await post('briefings', aBriefing({ next: next(1) }))).json
    const done = (await post('briefings', aBriefing({ next: next(1) }))).json
    await patch(`briefings/${done.id}`, 1, { next: null })
    await patch(`briefings/${id}`, 1, { next: next(2) })
    await room.pump.pass(3700)
    expect(mails()).toBe(0)
    await room.pump.pass(3700)
    await room.pump.pass(3700)
    expect(mails()).toBe(1)
  })

  it('is refused by name where it cannot have been so', async () => {
    const faultOf = async (change: object) => {
      const { status, json } = await post('briefings', aBriefing(change))
      return [status, json.errors?.[0].pointer]
    }
    expect(await faultOf({ at: '2026-11-30T10:00:00Z' })).toEqual([422, '#/at'])
    const past = { what: 'x', dueAt: '2026-11-01T10:00:00Z' }
    expect(await faultOf({ next: past })).toEqual([422, '#/next/dueAt'])
    expect(await faultOf({ organizationIds: [council.organizationId] })).toEqual([422, '#/organizationIds/0'])
    expect(await faultOf({ authorityId: room.reader.organizationId })).toEqual([422, '#/authorityId'])
    expect(await faultOf({ officeIds: ['off_none'] })).toEqual([422, '#/officeIds/0'])
    expect(await faultOf({ situationId: 'sit_none' })).toEqual([422, '#/situationId'])
    expect(await faultOf({ confidentiality: 'coalition' })).toEqual([422, '#/coalitionId'])
    expect(await faultOf({ confidentiality: 'coalition', coalitionId: 'coa_none' })).toEqual([
      422,
      '#/coalitionId',
    ])
  })
})
