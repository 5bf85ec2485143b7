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
})
