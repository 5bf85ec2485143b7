import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

describe('a campaign of a coalition', () => {
  let room: Newsroom
  let council: Joined
  let coalitionId: string
  beforeEach(async () => {
    room = await createNewsroom()
    council = await room.join('A council', { relation: 'authority', class: 'un' })
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer' }
    coalitionId = (await room.call(room.coordinator, 'POST', '/v1/coalitions', form)).json.id
    const lead = { organizationIds: [room.author.organizationId], role: 'lead' }
    await room.call(room.coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, lead)
    const place = `/v1/coalitions/${coalitionId}/organizations/${room.author.organizationId}`
    await room.call(room.author.token, 'PUT', place, { status: 'joined' })
    await room.pump.drain()
  })

  const start = (change: object = {}, token = room.author.token) =>
    room.call(token, 'POST', '/v1/campaigns', {
      coalitionId,
      name: 'Observers now',
      aim: 'That somebody is there to see.',
      targetIds: [council.organizationId],
      asks: ['Send observers.'],
      timeline: [{ date: '2026-12-10', what: 'Day of action' }],
      openTo: 'members',
      ...change,
    })
  const put = (id: string, of: Joined, status: string, token = of.token) =>
    room.call(token, 'PUT', `/v1/campaigns/${id}/organizations/${of.organizationId}`, { status })
  const subjectsTo = (of: Joined) =>
    room.world.mail.sent
      .filter(({ to }) => to === of.email)
      .map(({ raw }) => /^Subject: (.*)$/m.exec(String(raw))?.[1]?.trim())

  it('is asked to be joined by an organization, and its lead accepts; each hears of the other', async () => {
    const { id } = (await start()).json
    expect((await put(id, room.reader, 'joined')).status).toBe(404)
    expect((await put(id, room.reader, 'asked', room.author.token)).status).toBe(403)
    expect((await put(id, room.reader, 'asked')).json.status).toBe('asked')
    expect((await put(id, room.reader, 'asked')).status).toBe(200)
    await room.pump.drain()
    expect(subjectsTo(room.author)).toContain('An organization asks to join a campaign')
    expect((await put(id, room.reader, 'joined', room.author.token)).json.status).toBe('joined')
    await room.pump.drain()
    expect(subjectsTo(room.reader)).toEqual(['You have joined the campaign'])
    expect((await put(id, room.reader, 'declined', room.author.token)).status).toBe(409)
    const path = `/v1/campaigns/${id}/organizations`
    const { items } = (await room.call(room.reader.token, 'GET', path)).json
    expect(items).toMatchObject([{ organizationId: room.reader.organizationId, status: 'joined' }])
    expect(items[0].contactId).toBeUndefined()
    expect((await put(id, room.reader, 'left')).json.status).toBe('left')
    expect((await put(id, room.reader, 'joined', room.author.token)).status).toBe(409)
  })

  it('names nobody who asked or was turned down, and no member that the leads alone know, but to those who lead', async () => {
    const fellow = await room.join('A fellow')
    const hidden = await room.join('A hidden one')
    const invite = (of: Joined, change: object = {}) => {
      const body = { organizationIds: [of.organizationId], ...change }
      return room.call(room.coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, body)
    }
    await invite(fellow)
    await invite(hidden, { knownTo: 'leads' })
    for (const of of [fellow, hidden])
      await room.call(of.token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${of.organizationId}`, {
        status: 'joined',
      })
    const seen = async (id: string, token: string) => {
      const { items } = (await room.call(token, 'GET', `/v1/campaigns/${id}/organizations`)).json
      const of = items.map((each: { organizationId: string }) => each.organizationId)
      const events = (await room.call(token, 'GET', `/v1/events?subject=${id}`)).json.items
      const inEvents = [fellow, hidden].filter((each) => JSON.stringify(events).includes(each.organizationId))
      return [of.sort(), inEvents.map(({ organizationId }) => organizationId).sort()]
    }
    const both = [fellow.organizationId, hidden.organizationId].sort()
    const { id } = (await start({ openTo: 'coalition' })).json
    for (const of of [fellow, hidden]) await put(id, of, 'asked')
    expect(await seen(id, fellow.token)).toEqual([[fellow.organizationId], []])
    for (const of of [fellow, hidden]) await put(id, of, 'joined', room.author.token)
    expect(await seen(id, fellow.token)).toEqual([[fellow.organizationId], [fellow.organizationId]])
    expect(await seen(id, hidden.token)).toEqual([both, [fellow.organizationId]])
    expect(await seen(id, room.author.token)).toEqual([both, both])
    // Where every member may take part, it says nothing of the coalition that somebody does.
    const open = (await start()).json.id
    for (const of of [fellow, hidden]) await put(open, of, 'asked')
    await put(open, hidden, 'joined', room.author.token)
    await put(open, fellow, 'declined', room.author.token)
    expect(await seen(open, room.reader.token)).toEqual([[hidden.organizationId], [hidden.organizationId]])
  })

  it('is seen by those it is open to, run by its lead, and joined by nobody when it has ended', async () => {
    expect((await start({}, room.reader.token)).status).toBe(404)
    const wrong = await start({ targetIds: [room.reader.organizationId] })
    expect([wrong.status, wrong.json.errors[0].pointer]).toEqual([422, '#/targetIds/0'])
    const inside = (await start({ openTo: 'coalition' })).json
    expect((await room.call(room.reader.token, 'GET', `/v1/campaigns/${inside.id}`)).status).toBe(404)
    expect((await put(inside.id, room.reader, 'asked')).status).toBe(404)
    const { id, version } = (await start()).json
    const list = async (token: string, query = '') =>
      (await room.call(token, 'GET', `/v1/campaigns${query}`)).json.items?.length
    expect(await list(room.reader.token)).toBe(1)
    expect(await list(room.author.token, `?coalitionId=${coalitionId}`)).toBe(2)
    const change = (token: string) =>
      room.call(token, 'PATCH', `/v1/campaigns/${id}`, { status: 'ended' }, { 'If-Match': `"${version}"` })
    expect((await change(room.reader.token)).status).toBe(404)
    expect((await change(room.author.token)).json.status).toBe('ended')
    expect((await put(id, room.reader, 'asked')).json.detail).toBe('This campaign has ended.')
  })

  it('is invited to by appeals, which its page lists for whoever may read them', async () => {
    const { id } = (await start()).json
    const appeal = { kind: 'appeal', campaignId: id }
    const listed = async (token: string, of = id) => {
      const { status, json } = await room.call(token, 'GET', `/v1/campaigns/${of}/appeals`)
      return json.items?.map((each: { id: string }) => each.id) ?? status
    }
    const draft = (await room.write(appeal)).json
    expect([draft.campaignId, await listed(room.reader.token)]).toEqual([id, []])
    const open = await room.publish(appeal, room.reader)
    room.world.clock.advance(1)
    const inside = await room.publish({ ...appeal, audience: { to: 'coalition', coalitionId } })
    expect(await listed(room.reader.token)).toEqual([open.id])
    expect(await listed(room.author.token)).toEqual([inside.id, open.id])
    expect(await listed(council.token)).toBe(403)
    const heads = (await room.call(room.author.token, 'GET', `/v1/campaigns/${id}/appeals`)).json.items
    expect([heads[1].contactId, heads[0].contactId]).toEqual([undefined, room.author.contactId])
    await room.step(open.id, 'hold', { reason: 'Asked to look at' }, room.coordinator)
    expect(await listed(room.reader.token)).toEqual([])
    const feed = (await room.visit('/feeds/posts.atom?kind=appeal')).text
    expect([feed.includes(open.id), feed.includes(inside.id)]).toEqual([false, false])
  })

  it('is named by no appeal that would tell of it, by nothing else, and by nothing new once it has ended', async () => {
    const faultOf = async (body: object, by = room.author) => {
      const { status, json } = await room.write({ kind: 'appeal', ...body }, by)
      return [status, json.errors?.[0].pointer ?? json.campaignId]
    }
    const refused = [422, '#/campaignId']
    const hidden = (await start({ openTo: 'coalition' })).json.id
    const { id, version } = (await start()).json
    expect(await faultOf({ campaignId: 'cmp_none' })).toEqual(refused)
    expect(await faultOf({ campaignId: id, kind: 'news' })).toEqual(refused)
    for (const by of [room.author, room.reader])
      for (const to of ['public', 'members'])
        expect(await faultOf({ campaignId: hidden, audience: { to } }, by)).toEqual(refused)
    const within = { campaignId: hidden, audience: { to: 'coalition', coalitionId } }
    expect(await faultOf(within)).toEqual([201, hidden])
    const out = await room.publish({ kind: 'appeal', campaignId: id })
    const waiting = (await room.write({ kind: 'appeal', campaignId: id })).json
    const end = { status: 'ended' }
    await room.call(room.author.token, 'PATCH', `/v1/campaigns/${id}`, end, { 'If-Match': `"${version}"` })
    expect((await room.step(waiting.id, 'publication')).json.errors[0].pointer).toBe('#/campaignId')
    expect((await room.step(out.id, 'correction', { places: ['KE'], changed: 'Where' })).status).toBe(200)
    const without = { campaignId: null, changed: 'It has ended' }
    expect((await room.step(out.id, 'correction', without)).json.campaignId).toBeUndefined()
    const again = { campaignId: id, changed: 'Again' }
    expect((await room.step(out.id, 'correction', again)).status).toBe(422)
  })
})
