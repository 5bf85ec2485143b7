import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createTables, dynamoDbClient } from '../../infra/local/dynamodb.ts'
import { inParallel } from '../../shared/concurrency.ts'
import type { Deps } from '../../shared/deps.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import { listenerRows } from './listeners.ts'
import { matterRows } from './matters.ts'
import { patterns } from './patterns.ts'
import { fillRoster, oneContact } from './roster.ts'
import { figure, table } from './table.ts'
import { sum, tallyOn, unitsOf } from './tally.ts'

export interface Cost {
  readonly calls: number
  readonly units: number
}

const matters = 10

/** What finds nothing would cost the same everywhere, and say nothing. */
const isNothing = (found: unknown): boolean => {
  if (Array.isArray(found)) return found.length === 0 || found.every(isNothing)
  const { items = found, ids = items } = (found ?? {}) as { items?: unknown; ids?: unknown }
  return Array.isArray(ids) ? ids.length === 0 : found === undefined
}

/** Fills tables of their own for so many organizations, then asks for everything once and says what it cost. */
export const costsAt = async (
  endpoint: string,
  organizations: number,
  prefix = '',
): Promise<Record<string, Cost>> => {
  const client = dynamoDbClient(endpoint)
  const tables = await createTables(client, prefix)
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  const store = createStore(document, tables, { attempts: 6, sleep: (ms) => sleep(ms), random: Math.random })
  const deps: Pick<Deps, 'store' | 'clock'> = { store, clock: { now: () => new Date(), sleep } }
  await fillRoster(store, organizations, oneContact)
  const every = Array.from({ length: organizations / matters }, (_, at) => at)
  await inParallel(4, every, async (at) =>
    store.writeMany([...matterRows(at), ...(await listenerRows(deps, at))]),
  )
  const tally = tallyOn(client)
  const costs: Record<string, Cost> = {}
  for (const [name, ask] of Object.entries(patterns)) {
    if (isNothing(await ask(deps))) throw new Error(`There is nothing to find for: ${name}`)
    const taken = tally.take()
    costs[name] = { calls: sum(taken.calls), units: unitsOf(taken, 'read') }
  }
  client.destroy()
  return costs
}

/** The costs at two sizes side by side. */
export const growthTable = (
  [few, fewCosts]: readonly [number, Record<string, Cost>],
  [many, manyCosts]: readonly [number, Record<string, Cost>],
) => {
  const rows = Object.entries(fewCosts).map(([name, one]) => {
    const other = manyCosts[name]!
    const same = one.calls === other.calls && one.units === other.units
    return [name, one.calls, figure(one.units), other.calls, figure(other.units), same ? 'yes' : '**no**']
  })
  const at = (organizations: number) => organizations.toLocaleString('en')
  const head = [
    'what is asked for',
    `calls at ${at(few)}`,
    `read units at ${at(few)}`,
    `calls at ${at(many)}`,
    `read units at ${at(many)}`,
    'the same',
  ]
  return table(head, rows)
}
