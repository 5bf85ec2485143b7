import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { importRoster } from '../../shared/organizations/import/import-roster.ts'
import { aContact } from '../support/builders.ts'
import { aRoster } from '../support/roster-file.ts'
import { anImporter, counts, demo, dirty } from './importer.ts'

const realFile = process.env['ROSTER_FILE']

type Importer = Awaited<ReturnType<typeof anImporter>>

describe('importing a whole roster', () => {
  let take: Importer['take']
  let roster: Importer['roster']
  let named: Importer['named']
  let world: Importer['world']
  let coordinator: Importer['coordinator']
  beforeEach(async () => {
    ;({ take, roster, named, world, coordinator } = await anImporter())
  })

  it('answers a dry run as it would the import, and writes nothing', async () => {
    await take(aRoster([{ works_in: 'KE' }]))
    const file = `${dirty}\n`
    const before = await roster()
    const dry = await take(file, '?dryRun=true')
    expect(await roster()).toEqual(before)
    expect(await take(file)).toEqual(dry)
    expect(dry.organizations).toEqual(counts(3, 1, 0))
  })

  it('makes no duplicates when the same file comes twice at once', async () => {
    const reports = await Promise.all([take(demo), take(demo), take(demo)])
    const made = reports.map(({ organizations, contacts }) => [organizations.created, contacts.created])
    const all = await roster()
    expect(made.reduce((sum, [created]) => sum + created!, 0)).toBe(all.length)
    expect(made.reduce((sum, [, created]) => sum + created!, 0)).toBe(
      all.flatMap(({ contacts }) => contacts).length,
    )
    expect(new Set(all.map(({ name, country }) => `${name} ${country}`)).size).toBe(all.length)
  })

  it('loses nothing of what others change meanwhile', async () => {
    await take(aRoster([{}]))
    const { id } = await named('Harbour Watch')
    const add = (at: number) =>
      world.call(
        coordinator,
        'POST',
        `/v1/organizations/${id}/contacts`,
        aContact({ email: `added-${at}@example.org` }),
      )
    const rows = Array.from({ length: 10 }, (_, at) => ({
      email: `desk-${at}@example.org`,
      website: 'https://new.example.org',
    }))
    const [report, ...added] = await Promise.all([take(aRoster(rows)), add(1), add(2), add(3)])
    expect(added.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(report.contacts).toEqual(counts(10, 0, 0))
    expect(await named('Harbour Watch')).toMatchObject({ website: 'https://new.example.org' })
    expect((await named('Harbour Watch')).contacts).toHaveLength(14)
  })

  it('is completed by importing again when the store failed in its middle', async () => {
    let left = 5
    const { store } = world.deps
    const failing = {
      ...store,
      transact: async (actions: Parameters<typeof store.transact>[0]) => {
        if (left-- <= 0) throw new Error('the store is gone')
        await store.transact(actions)
      },
    }
    const input = { file: Buffer.from(demo), dryRun: false }
    await expect(importRoster({ ...world.deps, store: failing }, { kind: 'system' }, input)).rejects.toThrow(
      'gone',
    )
    expect(await roster()).toHaveLength(5)
    const { organizations } = await take(demo)
    expect(organizations).toEqual(counts(organizations.created, 0, 5))
    expect(await take(demo)).toMatchObject({ organizations: counts(0, 0, organizations.created + 5) })
  })

  it('tells history of each import once, in numbers only', async () => {
    await take(dirty)
    await take(dirty, '?dryRun=true')
    const { items } = await world.deps.store.query({ table: 'events', partition: 'roster' })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      type: 'roster.imported',
      audience: { to: 'coordinators' },
      data: {
        organizations: 4,
        organizationsCreated: 4,
        contacts: 5,
        contactsCreated: 4,
        conflicts: 0,
        rejected: 16,
      },
    })
  })

  it('takes the whole roster of the demo', async () => {
    const report = await take(demo)
    expect([report.rejected, report.conflicts]).toEqual([[], []])
    const all = await roster()
    expect(all.filter(({ relation }) => relation === 'member').length).toBe(24)
    expect(all.filter(({ relation }) => relation === 'authority').length).toBe(8)
    expect(new Set(all.map(({ country }) => country)).size).toBeGreaterThanOrEqual(15)
  })

  const isThere = realFile !== undefined && existsSync(realFile)
  it.skipIf(!isThere)(
    `takes a real roster${isThere ? '' : ' (SKIPPED: ROSTER_FILE names no file)'}`,
    async () => {
      const file = readFileSync(realFile!, 'utf8')
      const first = await take(file)
      const again = await take(file)
      expect([first.rejected, first.conflicts]).toEqual([[], []])
      expect(again.organizations).toEqual(counts(0, 0, first.organizations.created))
      expect(again.contacts).toEqual(counts(0, 0, first.contacts.created + first.contacts.unchanged))
    },
  )
})
