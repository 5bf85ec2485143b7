import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { style } from '../../../functions/api/pages/console/shell/style.ts'
import { buildHouse, type House } from '../../access/house.ts'
import { createAlliance } from '../../support/alliance.ts'
import { createPump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { pathOf } from './entry.ts'
import { routes } from './routes.ts'
import { sequenceOf } from './trips.ts'
import { type Visitor, visitor } from './visitor.ts'

let world: World
let wire: Wire
let house: House
let coordinator: Visitor
let member: Visitor

/** An alliance of some size, in which a page has something to show. */
beforeAll(async () => {
  wire = new Wire()
  world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  await alliance.members(150)
  house = await buildHouse(world)
  await pump.drain()
  await pump.feedBack()
  const { organizationId, contactId } = house
  coordinator = await visitor(world, { organizationId, contactId, grants: ['coordinator'] })
  member = await visitor(world, { organizationId, contactId })
}, 120_000)

const pages = Object.entries(routes).filter(
  ([route, { deed, or }]) => route.startsWith('GET ') && deed !== 'public' && !or?.includes(404),
)

it('weighs less than 60 KB a page, and asks the engine at most three times in a row beside whose session it is', async () => {
  const rows: Record<string, { kilobytes: number; trips: number }> = {}
  for (const [route, entry] of pages)
    for (const [who, visit] of Object.entries({ coordinator, member })) {
      const path = pathOf(route.slice(4), entry, house)
      let seen = { status: 0, html: '' }
      const look = () =>
        sequenceOf(wire, async () => {
          seen = await visit.get(path)
        })
      // Calls side by side may look like a row where the machine is busy: the shortest of several is what it is.
      const trips = Math.min(await look(), await look(), await look())
      if (seen.status === 200)
        rows[`${route.slice(4)} (${who})`] = {
          kilobytes: Math.round(Buffer.byteLength(seen.html) / 102.4) / 10,
          trips,
        }
    }
  console.table(rows)
  for (const [page, { kilobytes, trips }] of Object.entries(rows)) {
    expect.soft(kilobytes, page).toBeLessThan(60)
    expect.soft(trips - 1, page).toBeLessThanOrEqual(3)
  }
}, 240_000)

it('has one stylesheet of less than 30 KB compressed', () => {
  expect(gzipSync(style).length).toBeLessThan(30_000)
})
