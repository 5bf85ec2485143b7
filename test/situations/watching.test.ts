import { beforeAll, describe, expect, it } from 'vitest'
import { anOrganization } from '../support/builders.ts'
import { everyItem } from '../support/follow.ts'
import { createWorld, type World } from '../support/world.ts'
import { aSituation } from './builders.ts'

describe('watching a situation', () => {
  let world: World
  let coordinator: string
  let member: string
  beforeAll(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    member = await world.tokenFor()
  })

  const create = (change = {}, headers = {}) =>
    world.call(coordinator, 'POST', '/v1/situations', aSituation(change), headers)
  const list = (query: string) => everyItem(world, coordinator, `/v1/situations?limit=2&${query}`)
  const titles = async (query: string) => (await list(query)).map(({ title }) => title)

  it('keeps stages as a set in order, and needs no country', async () => {
    const made = await create({ countries: [] })
    expect([made.status, made.headers.get('ETag')]).toEqual([201, '"1"'])
    expect(made.headers.get('Location')).toBe(`/v1/situations/${made.json.id}`)
    expect([made.json.stages, made.json.countries, made.json.levelDefinition]).toEqual([[3, 7], [], 1])
    expect((await world.call(member, 'GET', `/v1/situations/${made.json.id}`)).json).toEqual({
      ...made.json,
      withholdFrom: undefined,
    })
  })

  it('names each field that is wrong', async () => {
    const refused = await create({ stages: [0, 11], crimes: ['theft'], level: 'red', countries: ['XX'] })
    const pointers = refused.json.errors.map((each: { pointer: string }) => each.pointer)
    expect([refused.status, new Set(pointers)]).toEqual([
      422,
      new Set(['#/stages/0', '#/stages/1', '#/crimes/0', '#/level', '#/countries/0']),
    ])
  })

  it('makes one of two equal requests under one key', async () => {
    const key = { 'Idempotency-Key': '"watch-1"' }
    const [first, again] = [await create({ title: 'Once' }, key), await create({ title: 'Once' }, key)]
    expect([again.status, again.json]).toEqual([201, first.json])
  })

  it('finds by level, by country and by both, newest change first', async () => {
    const at = async (title: string, countries: string[], level: string) => {
      world.clock.advance(60)
      return (await create({ title, countries, level })).json.id
    }
    const first = await at('A', ['MM', 'BD'], 'emergency')
    await at('B', ['MM'], 'warning')
    await at('C', ['MM'], 'emergency')
    expect(await titles('country=MM')).toEqual(['C', 'B', 'A'])
    expect(await titles('country=BD')).toEqual(['A'])
    expect(await titles('level=emergency')).toEqual(['C', 'A'])
    expect(await titles('country=MM&level=emergency')).toEqual(['C', 'A'])
    world.clock.advance(60)
    const change = { level: 'warning', reason: 'The militia withdrew.' }
    expect((await world.call(coordinator, 'PUT', `/v1/situations/${first}/level`, change)).status).toBe(200)
    expect(await titles('country=MM')).toEqual(['A', 'C', 'B'])
    expect(await titles('country=MM&level=emergency')).toEqual(['C'])
    expect((await titles('')).slice(0, 1)).toEqual(['A'])
    expect((await world.call(coordinator, 'GET', '/v1/situations?level=red')).status).toBe(422)
  })

  it('changes only the version that was read, and never the level by the way', async () => {
    const { json } = await create()
    const patch = (body: object, headers = {}) =>
      world.call(coordinator, 'PATCH', `/v1/situations/${json.id}`, body, headers)
    expect((await patch({ summary: 'x' })).status).toBe(428)
    expect((await patch({ summary: 'x' }, { 'If-Match': '"9"' })).status).toBe(412)
    expect((await patch({ level: 'emergency' }, { 'If-Match': '"1"' })).status).toBe(422)
    const changed = await patch({ countries: ['TD'], stages: [10] }, { 'If-Match': '"1"' })
    expect([changed.status, changed.json.countries, changed.json.stages, changed.json.summary]).toEqual([
      200,
      ['TD'],
      [10],
      json.summary,
    ])
    expect(await titles('country=TD')).toEqual([json.title])
  })

  it('fits one transaction with as many countries as it may have', async () => {
    const countries = 'AF AL DZ AO AM AZ BJ BW BF BI KH CM CF KM CL'.split(' ')
    const { json, status } = await create({ title: 'Many', countries })
    expect(status).toBe(201)
    const others = 'CO CR CU CY DK DJ DM EC EG SV GQ ER EE FJ FI'.split(' ')
    const path = `/v1/situations/${json.id}`
    expect(
      (await world.call(coordinator, 'PATCH', path, { countries: others }, { 'If-Match': '"1"' })).status,
    ).toBe(200)
    expect([await titles('country=AF'), await titles('country=FI&level=watch')]).toEqual([[], ['Many']])
  })

  it('shows whom it is withheld from to coordinators only, and knows them', async () => {
    const { json: organization } = await world.call(
      coordinator,
      'POST',
      '/v1/organizations',
      anOrganization({ name: 'Ministry' }),
    )
    const { json } = await create({ withholdFrom: [organization.id] })
    expect(json.withholdFrom).toEqual([organization.id])
    const seen = await world.call(member, 'GET', `/v1/situations/${json.id}`)
    expect([seen.status, 'withholdFrom' in seen.json]).toEqual([200, false])
    const items = (await world.call(member, 'GET', '/v1/situations')).json.items
    expect(items.filter((item: object) => 'withholdFrom' in item)).toEqual([])
    const typo = await create({ withholdFrom: [organization.id, 'org_nobody'] })
    expect([typo.status, typo.json.errors[0].pointer]).toEqual([422, '#/withholdFrom/1'])
  })

  it('is for coordinators to change, for members to read, and for authorities not to know of', async () => {
    const { json } = await create()
    const authority = await world.tokenFor({ relation: 'authority' })
    const path = `/v1/situations/${json.id}`
    expect((await world.call(member, 'POST', '/v1/situations', aSituation())).status).toBe(403)
    expect((await world.call(member, 'PUT', `${path}/level`, { level: 'warning', reason: 'x' })).status).toBe(
      403,
    )
    expect(
      (await world.call(member, 'POST', `${path}/timeline`, { date: '2026-11-01', text: 'x' })).status,
    ).toBe(403)
    expect((await world.call(authority, 'GET', path)).status).toBe(404)
    expect((await world.call(authority, 'GET', `${path}/timeline`)).status).toBe(404)
    expect((await world.call(authority, 'GET', '/v1/situations')).status).toBe(403)
    expect((await world.call(undefined, 'GET', path)).status).toBe(401)
  })
})
