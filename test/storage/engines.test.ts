import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, ConditionFailed, type Query, type Store } from '../../shared/storage/store.ts'
import { createWorld } from '../support/world.ts'

const partition = fc.constantFrom('a', 'b')
const sort = fc.constantFrom('1', '1#x', '2', 'é', '\u{1f409}', '\ufb01')
const key = fc.record({ pk: partition, sk: sort })
const table = 'deliveries' as const

const row = fc
  .record(
    {
      version: fc.integer({ min: 1, max: 3 }),
      contactId: fc.constantFrom('c1', 'c2'),
      at: fc.constantFrom('2026-01', '2026-02'),
      taken: fc.integer({ min: 0, max: 4 }),
      delivery: fc.record({
        version: fc.integer({ min: 1, max: 2 }),
        log: fc.array(fc.string(), { maxLength: 2 }),
      }),
      nothing: fc.constant(undefined),
    },
    { requiredKeys: [] },
  )
  .filter(({ contactId, at }) => (contactId === undefined) === (at === undefined))

const version = fc.integer({ min: 1, max: 3 })
const condition = fc.option(
  fc.oneof(
    fc.constantFrom('absent' as const, 'present' as const),
    fc.record({ version }),
    fc.record({ version: fc.array(version, { minLength: 1, maxLength: 2 }) }),
    fc.record({ 'delivery.version': version }),
    fc.record({ version, taken: fc.constant(undefined) }),
  ),
  { nil: undefined },
)

const guarded = <T extends object>(of: fc.Arbitrary<T>) =>
  fc.tuple(of, condition).map(([action, given]) => ({ table, ...action, ...(given && { if: given }) }))

const write: fc.Arbitrary<Action> = fc.oneof(
  guarded(fc.tuple(key, row).map(([at, rest]) => ({ put: { ...rest, ...at } }))),
  guarded(key.map((at) => ({ delete: at }))),
  fc.record({
    table: fc.constant(table),
    add: key,
    by: fc.record({ taken: fc.integer({ min: -2, max: 2 }) }),
    atMost: fc.record({ taken: fc.integer({ min: 1, max: 4 }) }),
    set: fc.record({ expiresAt: fc.integer({ min: 1, max: 9 }) }),
  }),
)

const check: fc.Arbitrary<Action> = guarded(key.map((at) => ({ check: at })))
const rowOf = (action: Action) => {
  const { pk, sk } = Object.entries(action).find(([name]) =>
    ['put', 'delete', 'check', 'add'].includes(name),
  )![1]
  return `${pk} ${sk}`
}

const query: fc.Arbitrary<Query> = fc
  .record({
    table: fc.constant(table),
    of: fc.oneof(
      partition.map((pk) => ({ partition: pk })),
      fc.constantFrom('c1', 'c2').map((contact) => ({ index: 'byContact', partition: contact })),
    ),
    bounds: fc.oneof(
      fc.constant({}),
      fc.constantFrom('1', '2026', 'é').map((prefix) => ({ prefix })),
      fc.constantFrom('1#', '2026-02').map((from) => ({ from })),
      fc.constantFrom('2', '2026-01').map((to) => ({ to })),
    ),
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ of, bounds, ...rest }) => ({ ...of, ...bounds, ...rest }))

const swapped = (each: typeof swap extends fc.Arbitrary<infer T> ? T : never) => {
  const { pk, sk } = 'insert' in each ? each.insert : each.key
  return `${pk} ${sk}`
}

/** All pages, so that where they end and whether an empty one follows is left to the engine. */
const readAll = async (store: Store, asked: Query) => {
  const items: unknown[] = []
  for (let page = await store.query(asked); ; page = await store.query({ ...asked, after: page.next })) {
    items.push(...page.items)
    if (!page.next) return items
  }
}

const swap = fc.oneof(
  fc.tuple(key, row).map(([at, rest]) => ({ insert: { ...rest, ...at } })),
  fc.record({
    key,
    attribute: fc.constant('delivery'),
    value: fc.record({ version, log: fc.constant([]) }),
    version: fc.integer({ min: 1, max: 2 }),
  }),
)

const step = fc.oneof(
  fc.record({ write }),
  fc.record({
    transact: fc.uniqueArray(fc.oneof(write, check), { minLength: 1, maxLength: 5, selector: rowOf }),
  }),
  fc.record({ query }),
  fc.record({
    getMany: fc.array(fc.record({ table: fc.constant(table), key }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ swap: fc.uniqueArray(swap, { minLength: 1, maxLength: 3, selector: swapped }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const perform = (store: Store, asked: Step): Promise<unknown> => {
  if ('write' in asked) return store.write(asked.write)
  if ('transact' in asked) return store.transact(asked.transact)
  if ('query' in asked) return readAll(store, asked.query)
  return 'getMany' in asked ? store.getMany(asked.getMany) : store.swap(table, asked.swap)
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    (answer) => ({ answer }),
    (error: Error) => ({
      error: error.name,
      ...(error instanceof ConditionFailed && { found: error.found }),
    }),
  )

describe('DynamoDB in memory', () => {
  it('answers whatever our store asks as the engine of `npm start` does', async () => {
    let told = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        const [memory, real] = await Promise.all([
          createWorld({ engine: 'memory' }),
          createWorld({ engine: 'dynoxide' }),
        ])
        for (const asked of steps) {
          const expected = await outcome(perform(real.deps.store, asked))
          expect(await outcome(perform(memory.deps.store, asked)), JSON.stringify(asked)).toEqual(expected)
          if ('error' in expected) told += 1
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 40), seed: 2026 },
    )
    expect(told).toBeGreaterThan(0)
  })

  it('refuses what DynamoDB would refuse', async () => {
    const { deps } = await createWorld({ engine: 'memory' })
    const put = (sk: string, more: object = {}) => ({ table, put: { pk: 'a', sk, ...more } })
    const refused: Record<string, Action[]> = {
      'a row over 400 KB': [put('1', { text: 'x'.repeat(401 * 1024) })],
      'more than a hundred actions': Array.from({ length: 101 }, (_, at) => put(String(at))),
      'two actions on one row': [put('1'), put('1')],
      'an empty key': [put('')],
      'an index key that is no text': [put('1', { contactId: 1, at: '2026' })],
    }
    for (const [what, actions] of Object.entries(refused))
      await expect(deps.store.transact(actions), what).rejects.toMatchObject({ name: 'ValidationException' })
    expect((await deps.store.query({ table, partition: 'a' })).items).toEqual([])
  })
})
