import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openFile } from '../../shared/organizations/import/read-file.ts'
import { aRoster, quoted } from '../support/roster-file.ts'
import { createWorld, type World } from '../support/world.ts'

const columns = aRoster([]).trim().split(',')

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    '',
    ' ',
    "'",
    '"',
    '=1',
    '\u0000',
    '\r\n',
    '\u202e',
    ';',
    'KE',
    'yes',
    '__proto__',
    'x'.repeat(300),
  ),
)

/** A row that is good but for a few cells. */
const row = fc.dictionary(fc.constantFrom(...columns), strange, { maxKeys: 2 })
const places = fc.constantFrom('Harbour', 'harbour ', 'Hill')
const desks = fc.constantFrom('desk@example.org', 'DESK@example.org', 'press@example.org')
const rows = fc.array(
  fc.tuple(places, desks, row).map(([organization, email, cells]) => ({ organization, email, ...cells })),
  { maxLength: 12 },
)

/** The good rows of a file, and what is wrong with the others. */
const readFile = (file: Uint8Array) => {
  const { headings, rowsAt, rejected } = openFile(file)
  return { rows: headings.flatMap(({ places }) => rowsAt(places)), rejected }
}

const reads = ({ rows: good, rejected }: ReturnType<typeof readFile>) => good.length + rejected.length

describe('importing any cells whatever', () => {
  let world: World
  let coordinator: string
  beforeAll(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
  })

  const send = (file: string, query = '') =>
    world.call(coordinator, 'POST', `/v1/organizations/import${query}`, file, { 'Content-Type': 'text/csv' })

  it('accounts for every row, answers a dry run alike, and has nothing to do the second time', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const file = aRoster(given)
        const { rows: good, rejected: bad } = readFile(Buffer.from(file))
        const dry = await send(file, '?dryRun=true')
        const { status, json } = await send(file)
        expect([status, json]).toEqual([200, dry.json])
        const { created, updated, unchanged } = json.contacts
        const alone = good.filter(({ contact }) => !contact).length
        expect(created + updated + unchanged + json.rejected.length + alone).toBe(given.length)
        expect(json.rejected).toEqual(bad)
        const again = (await send(file)).json
        expect([again.organizations.created, again.organizations.updated]).toEqual([0, 0])
        expect([again.contacts.created, again.contacts.updated]).toEqual([0, 0])
      }),
      { numRuns: 40 },
    )
  })

  it('takes no good row along with a broken one', () => {
    const broken = fc.array(fc.constantFrom('"', '""', ',', 'a', ' ', '\n', '\r\n'), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(broken, { maxLength: 6 }), (parts) => {
        const good = aRoster([{}]).trim()
        const [header, last] = good.split('\n')
        const noise = parts.map((part) => `x${part.join('').replaceAll('""', '"')}`).join('\n')
        const read = readFile(Buffer.from(`${header}\nA${quoted(noise)}\n${last}\n`))
        expect(read.rows).toHaveLength(1)
        expect(reads(read)).toBeGreaterThan(1)
      }),
      { numRuns: 300 },
    )
  })

  it('reads whatever bytes without failing on them otherwise than by a plain refusal', () => {
    const header = Buffer.from(aRoster([]))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readFile(Buffer.concat([header, bytes]))
        } catch (error) {
          expect((error as { code: string }).code).toBe('malformed')
        }
      }),
      { numRuns: 300 },
    )
  })
})
