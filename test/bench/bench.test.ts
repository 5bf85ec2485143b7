import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { createTables, dynamoDbClient } from '../../infra/local/dynamodb.ts'
import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import { ledgerOf } from '../../shared/ledger/read.ts'
import { costsAt } from './growth.ts'
import { countOnce } from './pipeline.ts'
import { environment } from './processes.ts'
import { fillRoster } from './roster.ts'
import { startSink } from './sink.ts'
import { unitsOf } from './tally.ts'

const newPrefix = () => `b${randomBytes(6).toString('hex')}-`

const openHouse = async () => {
  const endpoint = inject('dynamoDbEndpoint')
  const sink = await startSink()
  for (const [name, value] of Object.entries(environment(endpoint, sink.endpoint))) vi.stubEnv(name, value)
  const client = dynamoDbClient(endpoint)
  const tables = await createTables(client, newPrefix())
  client.destroy()
  return { deps: await createDeps({ ...readConfig(), tables }), sink }
}

afterEach(() => vi.unstubAllEnvs())

it('claims and marks a chunk in one call each, for three write units a recipient', async () => {
  const { deps, sink } = await openHouse()
  const contacts = await fillRoster(deps.store, 25, { contacts: [2] })
  const { manifest, mailing, mails } = await countOnce(deps)
  expect(manifest).toMatchObject({ chunks: 2, contacts: 50 })
  expect(new Set(mails.map(({ to }) => to)).size).toBe(contacts)
  expect((await ledgerOf(deps.store, manifest.notificationId)).counts).toEqual({ sent: 50 })
  const { calls, units } = mailing
  expect(calls['BatchExecuteStatement']).toBe(2 * manifest.chunks)
  expect(units['BatchExecuteStatement']! / contacts).toBeLessThanOrEqual(3)
  expect(unitsOf(mailing, 'write') / contacts).toBeLessThanOrEqual(3.2)
  await sink.stop()
})

it('asks for everything at the same cost, however many organizations there are', async () => {
  const endpoint = inject('dynamoDbEndpoint')
  const few = await costsAt(endpoint, 100, newPrefix())
  const more = await costsAt(endpoint, 300, newPrefix())
  expect(more).toEqual(few)
})
