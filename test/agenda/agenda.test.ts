import { expect, it } from 'vitest'
import { createHandler } from '../../functions/clock/handler.ts'
import { type AgendaRow, dueRows, nextOf, schedule, shards } from '../../shared/agenda/agenda.ts'
import { instant } from '../../shared/text.ts'
import { createWorld } from '../support/world.ts'

const row: AgendaRow = { id: 'a', kind: 'task-waiting', dueAt: '2026-11-22T09:00:00.000Z', subject: 'tsk_a' }
/** Texts of such years sort before every other. */
const beyond = new Date('9999-12-31T23:59:59-12:00').toISOString()

it('takes no row that could never be read, and is stopped by none', async () => {
  const { deps } = await createWorld()
  expect(() => schedule({ ...row, dueAt: beyond })).toThrow()
  await deps.store.write(schedule(row))
  for (let shard = 0; shard < shards; shard++)
    await deps.store.write({
      table: 'agenda',
      put: { ...row, pk: `due#${shard}`, sk: beyond, dueAt: beyond },
    })
  const found = await Promise.all(
    Array.from({ length: shards }, (_, shard) => dueRows(deps.store, shard, deps.clock.now())),
  )
  expect(found.flat()).toEqual([row])
})

it.each(['9999-12-31T23:59:59-12:00', '0001-01-01T00:00:00+12:00', '2200-01-01T00:00:00Z'])(
  'is given no time such as %s',
  (time) => {
    expect(instant.safeParse(time).success).toBe(false)
  },
)

it('comes due in every shard but the one that fails, and then says that it failed', async () => {
  const { deps } = await createWorld()
  const rows = Array.from({ length: 40 }, (_, at) => ({ ...row, id: `row-${at}` }))
  await deps.store.transact(rows.map(schedule))
  const left = async () =>
    (
      await Promise.all(
        Array.from({ length: shards }, (_, shard) => dueRows(deps.store, shard, deps.clock.now())),
      )
    )
      .map(({ length }) => length)
      .filter((length) => length > 0)
  expect((await left()).length).toBe(shards)
  const query: typeof deps.store.query = async (asked) => {
    if (asked.partition === 'due#3') throw new Error('This shard is out of order')
    return deps.store.query(asked)
  }
  await expect(createHandler({ ...deps, store: { ...deps.store, query } })()).rejects.toThrow('out of order')
  expect((await left()).length).toBe(1)
  await createHandler(deps)()
  expect(await left()).toEqual([])
})

it('comes again after twice as long each time, up to what it is given', () => {
  const gaps: number[] = []
  let next: AgendaRow = { ...row, every: 120, atMost: 900 }
  for (let at = 0; at < 6; at++) {
    const after = nextOf(next, new Date(next.dueAt))
    gaps.push((Date.parse(after.dueAt) - Date.parse(next.dueAt)) / 1000)
    next = after
  }
  expect(gaps).toEqual([120, 240, 480, 900, 900, 900])
})
