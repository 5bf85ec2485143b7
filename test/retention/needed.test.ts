import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allTables } from '../../infra/takeout/all-tables.ts'
import { keptBecause, removedAfter } from '../../shared/retention/lines.ts'
import { neededMails } from '../../shared/retention/needed.ts'
import { parts } from '../../shared/retention/schema.ts'
import type { Item } from '../../shared/storage/store.ts'
import type { TableName } from '../../shared/storage/tables.ts'
import { kindOf } from '../../shared/takeout/kinds.ts'
import { createFilledWorld } from '../takeout/filled.ts'
import { toBeDecided, withLines } from './lines.ts'

const path = `${import.meta.dirname}/../../shared/retention/README.md`

it('is written down of every kind of row, and printed; `-u` writes it anew', async () => {
  await expect(withLines(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path)
})

it('is decided of each kind of row once: what a setting removes, or why nothing does', () => {
  const lines = [...Object.values(removedAfter), ...keptBecause].flatMap(({ kinds }) => kinds)
  expect([...lines].sort()).toEqual(toBeDecided.map(({ name }) => name).sort())
  const kept = new Set<string>(keptBecause.flatMap(({ kinds }) => kinds))
  expect(toBeDecided.filter(({ name, life }) => kept.has(name) !== (life === 'kept'))).toEqual([])
})

it('is all that there is, but for what the settings name, when everything is to be gone after a month', async () => {
  const { world, pump } = await createFilledWorld()
  // Files that nobody put into anything are gone before.
  await pump.pass(3 * 86_400)
  const key = (of: TableName, { pk, sk }: Item) => `${of} ${pk} ${sk}`
  const rows = async () => {
    const found = new Map<string, { of: TableName; item: Item }>()
    for await (const { table: of, item } of allTables(world.client, world.tables))
      found.set(key(of, item), { of, item })
    return found
  }
  const [coordinator, second] = [
    await world.tokenFor({ grants: ['coordinator'] }),
    await world.tokenFor({ grants: ['coordinator'] }),
  ]
  const { json } = await world.call(coordinator, 'GET', '/v1/settings')
  const change = { retention: Object.fromEntries(parts.map((part) => [part, 30])) }
  await world.call(coordinator, 'PATCH', '/v1/settings', change, { 'If-Match': `"${json.version}"` })
  const headers = { 'If-Match': `"${json.version + 1}"` }
  expect((await world.call(second, 'POST', '/v1/settings/confirmation', undefined, headers)).status).toBe(200)
  world.clock.advance(3000 * 86_400)
  const before = await rows()
  for (let at = 0; at < 200; at++) await pump.pass(61)
  const after = await rows()
  const gone = [...before]
    .filter(([at]) => !after.has(at))
    .map(([, { of, item }]) => ({ of, item, kind: kindOf(of, item)! }))
  const others = gone.filter(({ kind }) => !['chosen', 'mails', 'due'].includes(kind.life) && !kind.copy)
  expect(others.map(({ kind }) => kind.name)).toEqual([])
  const needed = gone.filter(
    ({ item }) => item['sk'] === 'notification' && neededMails[item['kind'] as never],
  )
  expect(needed).toEqual([])
  const names = new Set(gone.map(({ kind }) => kind.name))
  expect([...names]).toEqual(expect.arrayContaining(['notification', 'delivery', 'notification in a list']))
  const mails = [...after.values()].filter(({ item }) => item['sk'] === 'notification')
  const age = (item: Item) => world.clock.now().getTime() - Date.parse(String(item['createdAt']))
  const old = mails.filter(({ item }) => !neededMails[item['kind'] as never] && age(item) > 31 * 86_400_000)
  expect(old.map(({ item }) => item['kind'])).toEqual([])
})
