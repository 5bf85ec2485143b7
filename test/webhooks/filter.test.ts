import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { forCoalition, forMembers } from '../../shared/events/record.ts'
import type { Event } from '../../shared/events/schema.ts'
import { passes } from '../../shared/webhooks/facets.ts'
import type { Filter } from '../../shared/webhooks/schema.ts'
import { createWorld, type World } from '../support/world.ts'

type Told = Pick<Event, 'data' | 'audience' | 'subject'>

const told = (data: Event['data'], change: Partial<Told> = {}): Told => ({
  data,
  audience: forMembers,
  subject: 'alt_one',
  ...change,
})
const inCoalition = told({}, { audience: forCoalition('coa_ours') })

describe('a filter', () => {
  it.each<[string, Filter, Told, boolean]>([
    ['the level it wants', { levels: ['emergency'] }, told({ level: 'emergency' }), true],
    ['another level', { levels: ['emergency'] }, told({ level: 'watch' }), false],
    ['one of the countries', { countries: ['KE', 'SD'] }, told({ countries: ['SD', 'TD'] }), true],
    ['the country of an organization', { countries: ['KE'] }, told({ country: 'KE' }), true],
    ['another country', { countries: ['KE'] }, told({ countries: ['TD'] }), false],
    ['its coalition, by who hears of it', { coalitionIds: ['coa_ours'] }, inCoalition, true],
    [
      'its coalition, by what it is about',
      { coalitionIds: ['coa_ours'] },
      told({}, { subject: 'coa_ours' }),
      true,
    ],
    ['another coalition', { coalitionIds: ['coa_theirs'] }, inCoalition, false],
    [
      'the right level in the wrong country',
      { levels: ['watch'], countries: ['KE'] },
      told({ level: 'watch', countries: ['TD'] }),
      false,
    ],
    ['what names no level at all', { levels: ['emergency'] }, told({ countries: ['TD'] }), true],
  ])('looks at %s', (_, filter, event, expected) => expect(passes(filter, event)).toBe(expected))

  it('lets everything pass that an empty one does, and nothing more when it wants more', () => {
    const levels = fc.subarray(['watch', 'warning', 'emergency'] as const, { minLength: 1 })
    const countries = fc.subarray(['KE', 'SD', 'TD'], { minLength: 1 })
    const event = fc
      .record({ level: fc.constantFrom('watch', 'warning', 'emergency'), countries })
      .map((data) => told(data))
    fc.assert(
      fc.property(event, levels, countries, (one, wantedLevels, wantedCountries) => {
        expect(passes(undefined, one)).toBe(true)
        expect(passes({}, one)).toBe(true)
        const both = passes({ levels: wantedLevels, countries: wantedCountries }, one)
        expect(both).toBe(
          passes({ levels: wantedLevels }, one) && passes({ countries: wantedCountries }, one),
        )
      }),
    )
  })
})

describe('an endpoint with a filter', () => {
  let world: World
  let token: string
  beforeEach(async () => {
    world = await createWorld()
    token = await world.tokenFor()
  })
  const create = (filter: unknown) =>
    world.call(token, 'POST', '/v1/webhooks', {
      url: 'https://partner.example.org/in',
      types: ['alert.issued'],
      filter,
    })

  it('shows it, changes it and drops it', async () => {
    const { json } = await create({ levels: ['emergency'], countries: ['SD'] })
    expect(json.filter).toEqual({ levels: ['emergency'], countries: ['SD'] })
    const patch = (body: object, version: number) =>
      world.call(token, 'PATCH', `/v1/webhooks/${json.id}`, body, { 'If-Match': `"${version}"` })
    expect((await patch({ filter: { levels: ['watch'] } }, 1)).json.filter).toEqual({ levels: ['watch'] })
    expect((await patch({ types: ['alert.halted'] }, 2)).json.filter).toEqual({ levels: ['watch'] })
    expect((await patch({ filter: null }, 3)).json.filter).toBeUndefined()
  })

  it.each([
    { levels: [] },
    { levels: ['red'] },
    { countries: ['Kenya'] },
    { coalitionIds: ['x'] },
    { colour: 'red' },
  ])('refuses %j', async (filter) => expect((await create(filter)).status).toBe(422))
})
