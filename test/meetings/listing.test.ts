import { beforeAll, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { createGathering, type Gathering } from './gathering.ts'

describe('lists of meetings', () => {
  let gathering: Gathering
  let ids: string[]
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust'])
    ids = []
    for (const day of ['03', '01', '02'])
      ids.push(await gathering.called({ startsAt: `2026-12-${day}T15:00`, title: day }))
  })

  const titles = async (query: string, token = gathering.coordinator) =>
    (await gathering.world.call(token, 'GET', `/v1/meetings${query}`)).json.items.map(
      ({ title }: { title: string }) => title,
    )

  it('stand in the order of time, for coordinators and for members', async () => {
    expect(await titles('')).toEqual(['01', '02', '03'])
    expect(await titles('', gathering.guests[0]!.token)).toEqual(['01', '02', '03'])
  })

  it('can be asked for a span, both ends included', async () => {
    for (const token of [gathering.coordinator, gathering.guests[0]!.token]) {
      expect(await titles('?from=2026-12-02T12:00:00Z', token)).toEqual(['02', '03'])
      expect(await titles('?to=2026-12-02T12:00:00Z', token)).toEqual(['01', '02'])
      expect(await titles('?from=2026-12-02&to=2026-12-02', token)).toEqual(['02'])
      expect(await titles('?from=2026-12-02T12:00:01Z&to=2026-12-03T00:00:00Z', token)).toEqual([])
    }
  })

  it('are refused a span that ends before it begins, and bounds that are no times', async () => {
    for (const query of [
      '?from=2026-12-03&to=2026-12-01',
      '?from=soon',
      '?to=2026-13-01',
      '?from=9999-12-31T23:59:59-23:59',
      '?limit=0',
      '?coalitionId=x',
    ])
      expect((await gathering.world.call(gathering.coordinator, 'GET', `/v1/meetings${query}`)).status).toBe(
        422,
      )
  })

  it('page through without losing or repeating', async () => {
    for (const token of [gathering.coordinator, gathering.guests[0]!.token]) {
      const items = await everyItem(gathering.world, token, '/v1/meetings?limit=1')
      expect(items.map(({ title }) => title)).toEqual(['01', '02', '03'])
    }
  })

  it('follow a meeting that moves', async () => {
    const apart = await createGathering(['Memorial Trust'])
    const { token } = apart.guests[0]!
    const id = await apart.called({ startsAt: '2026-12-01T15:00' })
    const path = `/v1/meetings/${id}`
    const move = (version: number, startsAt: string) =>
      apart.world.call(apart.coordinator, 'PATCH', path, { startsAt }, { 'If-Match': `"${version}"` })
    await move(1, '2026-12-05T15:00')
    const count = async (query: string, as = token) =>
      (await apart.world.call(as, 'GET', `/v1/meetings${query}`)).json.items.length
    expect(await count('?to=2026-12-02')).toBe(0)
    expect(await count('?from=2026-12-04', apart.coordinator)).toBe(1)
    await apart.fanOut(id)
    expect([await count('?from=2026-12-04'), await count('')]).toEqual([1, 1])
    await move(2, '2026-12-01T15:00')
    await apart.fanOut(id)
    expect([await count('?to=2026-12-02'), await count('')]).toEqual([1, 1])
    const { organizationId } = apart.guests[0]!
    const { items } = await apart.world.deps.store.query({
      table: 'meetings',
      partition: `organization#${organizationId}`,
    })
    expect(items).toHaveLength(1)
  })

  it('hold nothing for those who were not called', async () => {
    const desk = await gathering.world.tokenFor({ relation: 'authority' })
    expect(await titles('', desk)).toEqual([])
    expect((await gathering.world.call(desk, 'GET', `/v1/meetings/${ids[0]}`)).status).toBe(404)
    const unscoped = await gathering.world.tokenFor({ scopes: ['alerts:read'] })
    expect((await gathering.world.call(unscoped, 'GET', '/v1/meetings')).status).toBe(403)
  })
})
