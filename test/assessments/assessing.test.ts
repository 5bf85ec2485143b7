import { beforeEach, describe, expect, it } from 'vitest'
import type { Rated } from '../../shared/assessments/schema.ts'
import { compare, suggestLevel } from '../../shared/assessments/weigh.ts'
import { createAlliance } from '../support/alliance.ts'
import { createWorld, type World } from '../support/world.ts'

const noted = (text = 'Militias are armed.') => ({
  date: '2026-11-20',
  text,
  source: 'A monitor of the region',
  sourceUrl: 'https://monitor.example.org/1',
})
const rated = (factor: number, presence: Rated['presence'] = 'some', text?: string): Rated => ({
  factor,
  presence,
  indicators: presence === 'not-seen' ? [] : [noted(text)],
})

describe('what the risk factors speak for', () => {
  it.each([
    [[], undefined],
    [[rated(1, 'not-seen')], undefined],
    [[rated(1), rated(3, 'strong')], { level: 'watch', because: [1, 3] }],
    [[rated(7), rated(1)], { level: 'warning', because: [7] }],
    [
      [8, 1, 2, 3, 4, 5, 6, 9].map((factor) => rated(factor)),
      { level: 'warning', because: [1, 2, 3, 4, 5, 6, 8, 9] },
    ],
    [[rated(10), rated(12)], { level: 'warning', because: [10, 12] }],
    [[rated(11, 'strong'), rated(7)], { level: 'emergency', because: [11] }],
  ] as const)('%#: a level and why, or nothing', (factors, suggestion) => {
    expect(suggestLevel(factors)).toEqual(suggestion)
  })

  it('is compared factor by factor with the last time', () => {
    const before = [rated(1), rated(2, 'strong'), rated(3), rated(5, 'not-seen'), rated(8)]
    const now = [rated(1, 'strong', 'More'), rated(2, 'some'), rated(3), rated(4), rated(5, 'not-seen')]
    expect(
      compare(before, now).map(({ factor, change, newIndicators }) => [factor, change, newIndicators]),
    ).toEqual([
      [1, 'risen', 1],
      [2, 'fallen', 0],
      [3, 'same', 0],
      [4, 'first-seen', 1],
      [5, 'same', 0],
      [8, 'no-longer-looked-at', 0],
    ])
  })
})

describe('an assessment of a situation', () => {
  let world: World
  let coordinator: string
  let situationId: string
  beforeEach(async () => {
    world = await createWorld()
    const alliance = await createAlliance(world)
    coordinator = alliance.coordinator
    situationId = (await alliance.situation({ level: 'watch' })).id
  })
  const path = () => `/v1/situations/${situationId}/assessments`
  const assess = (factors: unknown, headers = {}) =>
    world.call(coordinator, 'POST', path(), { factors }, headers)

  it('suggests a level, never sets it, and is compared with the last', async () => {
    const first = await assess([rated(1)])
    expect(first.status).toBe(201)
    expect(first.json).toMatchObject({ suggestion: { level: 'watch', because: [1] }, changes: [] })
    world.clock.advance(86_400)
    const second = await assess([rated(1), rated(10, 'strong', 'A plan was published.')])
    expect(second.json).toMatchObject({
      previousId: first.json.id,
      suggestion: { level: 'emergency', because: [10] },
      changes: [
        { factor: 1, change: 'same', newIndicators: 0 },
        { factor: 10, change: 'first-seen', newIndicators: 1 },
      ],
    })
    const { json } = await world.call(coordinator, 'GET', `/v1/situations/${situationId}`)
    expect([json.level, json.version]).toEqual(['watch', 1])
    const { items } = (await world.call(coordinator, 'GET', path())).json
    expect(items.map(({ id }: { id: string }) => id)).toEqual([second.json.id, first.json.id])
  })

  it('is refused without a source, twice over, of no factor, or of a day to come, by name', async () => {
    const pointerOf = async (factors: unknown) => {
      const { status, json } = await assess(factors)
      return `${status} ${json.errors[0].pointer}`
    }
    expect(await pointerOf([])).toBe('422 #/factors')
    expect(await pointerOf([rated(15)])).toBe('422 #/factors/0/factor')
    expect(await pointerOf([rated(1), rated(1)])).toBe('422 #/factors')
    expect(await pointerOf([{ factor: 1, presence: 'some' }])).toBe('422 #/factors/0/indicators')
    expect(await pointerOf([{ ...rated(1), presence: 'not-seen' }])).toBe('422 #/factors/0/indicators')
    const { source: _, ...unsourced } = noted()
    expect(await pointerOf([{ ...rated(1), indicators: [unsourced] }])).toBe(
      '422 #/factors/0/indicators/0/source',
    )
    const tomorrow = { ...noted(), date: '2026-11-23' }
    expect(await pointerOf([{ ...rated(1), indicators: [tomorrow] }])).toBe('422 #/factors/0/indicators')
  })

  it('fits a row at its longest, and made again under one key is one', async () => {
    const long = Array.from({ length: 14 }, (_, at) => ({
      ...rated(at + 1),
      indicators: Array.from({ length: 3 }, () => noted('ក'.repeat(1000))),
    }))
    expect((await assess(long)).status).toBe(201)
    const more = long.map((each) => ({ ...each, indicators: [...each.indicators, ...each.indicators] }))
    expect((await assess(more)).status).toBe(422)
    const twice = [
      await assess([rated(2)], { 'Idempotency-Key': 'a' }),
      await assess([rated(2)], { 'Idempotency-Key': 'a' }),
    ]
    expect(twice[0]!.json).toEqual(twice[1]!.json)
  })

  it('is read by members without who made it, and its factors say whether their wording was checked', async () => {
    const { json } = await assess([rated(1)])
    const member = await world.tokenFor()
    const seen = await world.call(member, 'GET', `${path()}/${json.id}`)
    expect([seen.status, seen.json.by, json.by.kind]).toEqual([200, undefined, 'person'])
    const { items } = (await world.call(member, 'GET', '/v1/risk-factors')).json
    expect(items).toHaveLength(14)
    expect(
      items
        .filter(({ checked }: { checked: boolean }) => !checked)
        .map(({ factor }: { factor: number }) => factor),
    ).toEqual([3, 6, 10, 11])
    const { json: other } = await world.call(
      coordinator,
      'GET',
      `/v1/situations/sit_none/assessments/${json.id}`,
    )
    expect(other.status).toBe(404)
  })
})
