import { beforeAll, describe, expect, it } from 'vitest'
import { aContact, anOrganization } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'

describe('the roster', () => {
  let world: World
  let coordinator: string
  beforeAll(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
  })

  const create = (change = {}, headers = {}) =>
    world.call(coordinator, 'POST', '/v1/organizations', anOrganization(change), headers)

  it('takes an organization and tells where it is', async () => {
    const made = await create({ name: 'Centre for Early Warning' })
    expect(made.status).toBe(201)
    expect(made.headers.get('Location')).toBe(`/v1/organizations/${made.json.id}`)
    expect(made.headers.get('ETag')).toBe('"1"')
    const read = await world.call(coordinator, 'GET', `/v1/organizations/${made.json.id}`)
    expect(read.json).toEqual(made.json)
  })

  it('refuses a second one of the same name in the same country, however it is written', async () => {
    await create({ name: 'Minority Watch' })
    const again = await create({ name: '  MINORITY   watch ' })
    expect(again.status).toBe(409)
    expect(again.headers.get('Content-Type')).toBe('application/problem+json')
    expect((await create({ name: 'Minority Watch', country: 'UG' })).status).toBe(201)
  })

  it('names each field that is wrong', async () => {
    const refused = await create({ country: 'XX', worksIn: ['KE', 'ZZ'], name: 'a\r\nBcc: x', surplus: 1 })
    expect(refused.status).toBe(422)
    expect(refused.json.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
      '#',
      '#/country',
      '#/name',
      '#/worksIn/1',
    ])
  })

  it('refuses a name of which nothing can be seen', async () => {
    for (const name of ['\u200b\u200b', '\u200f \u00ad', '\u2060\u0301'])
      expect((await create({ name })).json.errors).toMatchObject([{ pointer: '#/name' }])
    expect((await create({ name: '\u200fעדות\u200e' })).status).toBe(201)
  })

  it('answers a repeated request as it answered the first, and refuses another under the same key', async () => {
    const key = { 'Idempotency-Key': '"roster-1"' }
    const first = await create({ name: 'Once' }, key)
    const again = await create({ name: 'Once' }, key)
    expect([again.status, again.json]).toEqual([201, first.json])
    expect((await create({ name: 'Twice' }, key)).status).toBe(422)
  })

  it('makes one organization of ten equal requests at once', async () => {
    const key = { 'Idempotency-Key': 'at-once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({ name: 'At Once' }, key)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
  })

  it('finds by relation, class and country, and pages through without losing or repeating', async () => {
    for (const country of ['FR', 'FR', 'DE'])
      await create({ name: `Desk ${Math.random()}`, relation: 'authority', class: 'government', country })
    const count = async (query: string) =>
      (await world.call(coordinator, 'GET', `/v1/organizations?${query}`)).json.items.length
    expect(await count('relation=authority')).toBe(3)
    expect(await count('class=government&country=FR')).toBe(2)
    expect(await count('country=FR&relation=authority')).toBe(2)
    expect(await count('country=FR&relation=authority&class=government')).toBe(2)
    const ids: string[] = []
    let next: string | undefined = '/v1/organizations?limit=2'
    while (next) {
      const page: Awaited<ReturnType<World['call']>> = await world.call(coordinator, 'GET', next)
      ids.push(...page.json.items.map(({ id }: { id: string }) => id))
      next = /<https:\/\/tocsin.example.org(.*)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1]
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(await count('limit=200'))
  })

  it('refuses a cursor that is forged or comes from another query', async () => {
    const page = await world.call(coordinator, 'GET', '/v1/organizations?limit=1')
    const cursor = /cursor=([^&>]+)/.exec(page.headers.get('Link')!)![1]!
    const with_ = (query: string) => world.call(coordinator, 'GET', `/v1/organizations?${query}`)
    expect((await with_(`limit=1&cursor=${cursor}`)).status).toBe(200)
    expect((await with_(`limit=1&cursor=${cursor}&relation=member`)).status).toBe(400)
    expect((await with_(`limit=1&cursor=x${cursor}`)).status).toBe(400)
    expect((await with_('limit=1&cursor=nonsense')).status).toBe(400)
  })

  it('changes only the version that was read', async () => {
    const { json } = await create({ name: 'Versioned' })
    const patch = (headers: Record<string, string>) =>
      world.call(coordinator, 'PATCH', `/v1/organizations/${json.id}`, { name: 'Renamed' }, headers)
    expect((await patch({})).status).toBe(428)
    expect((await patch({ 'If-Match': '"7"' })).status).toBe(412)
    const changed = await patch({ 'If-Match': '"1"' })
    expect([changed.status, changed.json.name, changed.headers.get('ETag')]).toEqual([200, 'Renamed', '"2"'])
    expect((await create({ name: 'Versioned' })).status).toBe(201)
  })

  it('keeps an address once in an organization, and lets it serve several', async () => {
    const one = (await create({ name: 'First' })).json.id
    const two = (await create({ name: 'Second' })).json.id
    const add = (id: string, email: string) =>
      world.call(coordinator, 'POST', `/v1/organizations/${id}/contacts`, aContact({ email }))
    expect((await add(one, 'desk@shared.example.org')).status).toBe(201)
    expect((await add(one, 'DESK@shared.example.org')).status).toBe(409)
    expect((await add(two, 'desk@shared.example.org')).status).toBe(201)
  })

  it('shows contacts to coordinators and to their own organization only', async () => {
    const { json } = await create({ name: 'Discreet' })
    await world.call(coordinator, 'POST', `/v1/organizations/${json.id}/contacts`, aContact())
    const seen = async (token: string) =>
      (await world.call(token, 'GET', `/v1/organizations/${json.id}`)).json.contacts.length
    expect(await seen(coordinator)).toBe(1)
    expect(await seen(await world.tokenFor({ organizationId: json.id }))).toBe(1)
    expect(await seen(await world.tokenFor())).toBe(0)
  })

  it('knows nobody without credentials', async () => {
    expect((await world.call(undefined, 'GET', '/v1/organizations')).status).toBe(401)
    expect((await world.call('wrong', 'GET', '/v1/organizations')).status).toBe(401)
  })
})
