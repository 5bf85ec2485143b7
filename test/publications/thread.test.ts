import { beforeAll, describe, expect, it } from 'vitest'
import { event } from '../../shared/events/schema.ts'
import { followThread } from '../../shared/threads/follow.ts'
import { everyItem } from '../support/follow.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

interface Line {
  readonly type: string
  readonly said: string
  readonly title?: string
}

describe('the thread of a situation', () => {
  let room: Newsroom
  let situationId: string
  let coalitionId: string
  beforeAll(async () => {
    room = await createNewsroom()
    situationId = (await room.alliance.situation()).id
    await room.pump.drain()
    room.world.clock.advance(60)
    const form = { situationId, name: 'Quiet Watch', purpose: 'To answer', confidential: true }
    coalitionId = (await room.call(room.coordinator, 'POST', '/v1/coalitions', form)).json.id
    const lead = { organizationIds: [room.author.organizationId], role: 'lead' }
    await room.call(room.coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, lead)
    room.world.clock.advance(60)
    const place = `/v1/coalitions/${coalitionId}/organizations/${room.author.organizationId}`
    await room.call(room.author.token, 'PUT', place, { status: 'joined' })
    await room.pump.drain()
  })

  const path = (query = '') => `/v1/situations/${situationId}/thread${query}`
  const read = async (token: string, query = '') =>
    (await everyItem(room.world, token, path(query))) as Line[]
  const typesFor = async (token: string, query = '') => (await read(token, query)).map(({ type }) => type)

  it('has a layer for each who may know of it, and a new coalition begins with what members know', async () => {
    room.world.clock.advance(60)
    await room.publish({ situationIds: [situationId], audience: { to: 'coalition', coalitionId } })
    room.world.clock.advance(60)
    await room.publish({ situationIds: [situationId] })
    await room.pump.drain()
    const open = ['situation.created', 'post.published']
    const inside = [
      'situation.created',
      'coalition.formed',
      'coalition.organization-joined',
      'post.published',
      'post.published',
    ]
    expect(await typesFor(room.reader.token)).toEqual(open)
    expect(await typesFor(room.author.token)).toEqual(open)
    expect(await typesFor(room.author.token, `?coalitionId=${coalitionId}`)).toEqual(inside)
    expect(await typesFor(room.coordinator)).toEqual(inside)
    expect(await typesFor(room.coordinator, '?order=newest')).toEqual(inside.toReversed())
    const outside = await room.call(room.reader.token, 'GET', path(`?coalitionId=${coalitionId}`))
    expect(outside.status).toBe(404)
    const ministry = await room.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await room.call(ministry.token, 'GET', path())).status).toBe(404)
    const text = (await room.call(room.reader.token, 'GET', path())).text
    for (const secret of [coalitionId, 'Quiet Watch']) expect(text).not.toContain(secret)
  })

  it('is one query a page, however long it is, and goes on where it was', async () => {
    for (let at = 0; at < 5; at++) {
      room.world.clock.advance(60)
      await room.publish({ situationIds: [situationId] })
    }
    await room.pump.drain()
    const whole = await typesFor(room.coordinator)
    const paged = await read(room.coordinator, '?limit=2')
    expect(paged.map(({ type }) => type)).toEqual(whole)
    const queries: unknown[] = []
    room.wire.onCall = ({ name, input }) => {
      if (name === 'QueryCommand') queries.push(input['TableName'])
    }
    await room.call(room.coordinator, 'GET', path('?limit=200'))
    room.wire.onCall = undefined
    expect(queries).toHaveLength(1)
    const first = await room.call(room.coordinator, 'GET', path('?limit=2'))
    const next = /<https:\/\/[^/]+([^>]+)>/.exec(first.headers.get('Link') ?? '')![1]!
    expect((await room.call(room.reader.token, 'GET', next)).status).toBe(400)
  })

  it('speaks the language asked for, and quotes nothing that was taken back', async () => {
    room.world.clock.advance(60)
    const { id } = await room.publish({ situationIds: [situationId], kind: 'appeal' })
    await room.pump.drain()
    const last = async (lang: string) => (await read(room.reader.token, `?lang=${lang}`)).at(-1)
    expect(await last('fr')).toMatchObject({ said: 'Publié : Appel', title: 'Ce qui a été vu' })
    await room.step(id, 'hold', { reason: 'To be checked' }, room.coordinator)
    expect((await last('en'))?.title).toBeUndefined()
    room.world.clock.advance(60)
    await room.step(id, 'release', undefined, room.coordinator)
    expect((await last('en'))?.title).toBe('What was seen')
    await room.step(id, 'withdrawal', { reason: 'Wrong' })
    await room.pump.drain()
    const told = (await read(room.reader.token, '?lang=en')).slice(-2)
    expect(told.map(({ said, title }) => [said, title])).toEqual([
      ['Published: Appeal', undefined],
      ['Withdrawn: Appeal', undefined],
    ])
  })

  it('tells nothing twice, whatever comes twice', async () => {
    const before = await typesFor(room.coordinator)
    const { items } = await room.world.deps.store.query({ table: 'events', partition: situationId })
    for (const item of items) await followThread(room.world.deps, event.parse(item))
    expect(await typesFor(room.coordinator)).toEqual(before)
  })
})
