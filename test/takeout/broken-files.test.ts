import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allTables } from '../../infra/takeout/all-tables.ts'
import { kindOf } from '../../shared/takeout/kinds.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { endOf, fileOf, importInto, rowsIn } from './filled.ts'

let file: string
let world: World
beforeAll(async () => {
  const wire = new Wire()
  const source = await createWorld({ client: wire.wrap })
  const alliance = await createAlliance(source)
  await alliance.members(3)
  await alliance.issue(createPump(source, wire))
  file = await fileOf(source)
})
beforeEach(async () => {
  world = await createWorld({ keyId: 'k7' })
})

const held = async () => {
  const kinds: string[] = []
  for await (const { table, item } of allTables(world.client, world.tables)) {
    const kind = kindOf(table, item)
    if (!kind?.stays) kinds.push(kind?.name ?? table)
  }
  return kinds
}

const lines = () => file.trimEnd().split('\n')
const joined = (parts: readonly string[]) => `${parts.join('\n')}\n`
const replaced = (at: number, line: string) => joined(lines().with(at, line))

describe('a file that is not as it was taken out', () => {
  const cases: [string, string, () => string][] = [
    ['is empty', 'not-an-export', () => ''],
    ['is something else', 'not-an-export', () => 'organization,class\nCentre,ngo\n'],
    ['is JSON of another kind', 'not-an-export', () => '{"organizations":[]}\n'],
    [
      'is of a version to come',
      'unknown-version',
      () => replaced(0, lines()[0]!.replace('"version":2', '"version":3')),
    ],
    ['ends within a line', 'truncated', () => file.slice(0, file.length / 2)],
    ['ends before its last line', 'truncated', () => joined(lines().slice(0, -1))],
    ['lost the break after its last line', 'truncated', () => file.trimEnd()],
    ['lacks a line', 'tampered', () => joined(lines().toSpliced(5, 1))],
    ['holds a line twice', 'tampered', () => joined(lines().toSpliced(5, 0, lines()[5]!))],
    [
      'has two lines in each other’s place',
      'tampered',
      () => joined(lines().with(5, lines()[6]!).with(6, lines()[5]!)),
    ],
    [
      'has one word changed',
      'tampered',
      () => file.replace('desk@member-0.example.org', 'desk@nowhere-0.example.org'),
    ],
    ['goes on after its end', 'tampered', () => `${file}{}\n`],
    ['has another time in its first line', 'tampered', () => file.replace(/"at":"2026/, '"at":"2025')],
    [
      'holds a row of another kind than it says',
      'unknown-kind',
      () => replaced(3, JSON.stringify({ ...JSON.parse(lines()[3]!), kind: 'grant of grace' })),
    ],
    [
      'brings a session along',
      'tampered',
      () => {
        const row = { pk: 'credential#planted', sk: 'credential' }
        const planted = { kind: 'session or token', table: 'integrations', row }
        return joined(lines().toSpliced(3, 0, JSON.stringify(planted)))
      },
    ],
    ['has a line longer than any row', 'not-an-export', () => `${lines()[0]}\n${'x'.repeat(5_000_000)}`],
  ]

  it.each(cases)('is refused by name where it %s, and nothing of it is written', async (_, fault, broken) => {
    await expect(importInto(world, broken())).rejects.toMatchObject({ fault })
    expect(await held()).toEqual([])
  })

  it('is refused where it is whole but not the one that coordinators were told of', async () => {
    await expect(importInto(world, file, { expected: 'x'.repeat(43) })).rejects.toMatchObject({
      fault: 'another-file',
    })
    expect(await held()).toEqual([])
    await importInto(world, file, { expected: endOf(file).sha256 })
  })
})

describe('an installation that is not empty', () => {
  it('is refused, and keeps what it has', async () => {
    const { organization } = await createAlliance(world)
    await organization()
    const before = rowsIn(await fileOf(world))
    await expect(importInto(world, file)).rejects.toMatchObject({ fault: 'not-empty' })
    expect(rowsIn(await fileOf(world))).toEqual(before)
  })

  it('may hold what it made for itself', async () => {
    await world.tokenFor({ grants: ['coordinator'] })
    await importInto(world, file)
    expect(endOf(await fileOf(world)).content).toBe(endOf(file).content)
  })

  it('is not signed in under a key id that another key has signed evidence under', async () => {
    const same = await createWorld({ keyId: 'k1' })
    await expect(importInto(same, file)).rejects.toMatchObject({ fault: 'key-id-taken' })
  })
})

describe('an import that a crash interrupted', () => {
  const crash = () => {
    let left = 3
    return importInto(world, file, {
      onRows: () => {
        if (--left === 0) throw new Error('killed')
      },
    })
  }

  it('goes on with the same file, and with no other', async () => {
    await expect(crash()).rejects.toThrow('killed')
    expect((await held()).length).toBeGreaterThan(0)
    const another = await createWorld()
    await createAlliance(another)
    await expect(importInto(world, await fileOf(another))).rejects.toMatchObject({ fault: 'half-imported' })
    await importInto(world, file)
    expect(rowsIn(await fileOf(world))).toEqual(rowsIn(file))
  })

  it('writes nothing when it is done again, so that nothing that changed since is lost', async () => {
    await importInto(world, file)
    const { organization } = await createAlliance(world).catch(() => ({ organization: undefined }))
    await organization?.({ name: 'Since' })
    const since = rowsIn(await fileOf(world))
    await importInto(world, file)
    expect(rowsIn(await fileOf(world))).toEqual(since)
  })
})

describe('what was imported', () => {
  it('is no news: no mail goes out and no webhook is told', async () => {
    await importInto(world, file)
    const events: Record<string, unknown>[] = []
    for await (const { table, item } of allTables(world.client, world.tables))
      if (table === 'events') events.push(item)
    expect(events.length).toBeGreaterThan(5)
    expect(events.every(({ importedAt }) => importedAt !== undefined)).toBe(true)
    const wire = new Wire()
    wire.stream.push(...events)
    await createPump(world, wire).drain()
    expect(world.mail.sent).toEqual([])
    expect(world.queues.sent).toEqual([])
  })
})
