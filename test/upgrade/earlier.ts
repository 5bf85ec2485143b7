import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { keyringSchema } from '../../shared/keyring.ts'
import type { Key } from '../../shared/storage/store.ts'
import { tableNames } from '../../shared/storage/tables.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

const row = z.looseObject({ pk: z.string(), sk: z.string() })

const fixture = z.object({
  /** The commit whose code wrote the rows, when it played its demo and a little more. */
  writtenBy: z.string(),
  at: z.iso.datetime(),
  keys: keyringSchema,
  tokens: z.tuple([z.string(), z.string()]),
  programToken: z.string(),
  webhookSecret: z.string(),
  calendar: z.string(),
  links: z.record(z.string(), z.string()),
  code: z.string(),
  replyTo: z.array(z.string()),
  tables: z.record(z.string(), z.array(row)),
})

export const readFixture = () =>
  fixture.parse(JSON.parse(gunzipSync(readFileSync(new URL('5538c86.json.gz', import.meta.url))).toString()))

/** An installation whose rows, keys and mailed links are those of an earlier version, a minute after it was stopped. */
export const createUpgraded = async () => {
  const earlier = readFixture()
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  world.rotate(earlier.keys)
  const pump = createPump(world, wire)
  world.clock.advance((Date.parse(earlier.at) - world.clock.now().getTime()) / 1000)
  for (const table of tableNames)
    await world.deps.store.writeMany(
      (earlier.tables[table] ?? []).map((put) => ({ table, put: put as Key & typeof put })),
    )
  return { earlier, world, pump }
}
