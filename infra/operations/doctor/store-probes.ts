import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'
import { dueRows, shards } from '../../../shared/agenda/agenda.ts'
import { getTally } from '../../../shared/identity/grants.ts'
import { keyringSchema } from '../../../shared/keyring.ts'
import { feedbackWatermark } from '../../../shared/ledger/watermark.ts'
import type { Store } from '../../../shared/storage/store.ts'
import {
  expiryAttribute,
  type TableDefinition,
  type TableName,
  tableNames,
  tables,
} from '../../../shared/storage/tables.ts'
import type { Place } from '../place.ts'
import type { Facts } from './facts.ts'

const isRecoverable = async (client: DynamoDBClient, TableName: string) => {
  const { ContinuousBackupsDescription: kept } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  )
  return kept?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED'
}

const tableFact = async (
  { dynamoDb, config }: Place,
  name: TableName,
  hasRecovery: boolean,
): Promise<Facts['tables'][number]> => {
  const TableName = config.tables[name]
  const { stream }: TableDefinition = tables[name]
  try {
    const [{ Table }, { TimeToLiveDescription: expiry }, recoverable] = await Promise.all([
      dynamoDb.send(new DescribeTableCommand({ TableName })),
      dynamoDb.send(new DescribeTimeToLiveCommand({ TableName })),
      hasRecovery ? isRecoverable(dynamoDb, TableName) : undefined,
    ])
    return {
      name,
      status: Table?.TableStatus === 'ACTIVE' ? 'active' : 'busy',
      expires: expiry?.TimeToLiveStatus === 'ENABLED' && expiry.AttributeName === expiryAttribute,
      streams: (Table?.StreamSpecification?.StreamEnabled ?? false) === (stream ?? false),
      recoverable,
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
    return { name, status: 'missing', expires: false, streams: false, recoverable: undefined }
  }
}

export const tableFacts = (place: Place, { hasRecovery }: { hasRecovery: boolean }) =>
  Promise.all(tableNames.map((name) => tableFact(place, name, hasRecovery)))

export const agendaFact = async (store: Store, now: Date): Promise<Facts['agenda']> => {
  const first = await Promise.all(Array.from({ length: shards }, (_, shard) => dueRows(store, shard, now, 1)))
  const waits = first.flat().map(({ dueAt }) => (now.getTime() - Date.parse(dueAt)) / 1000)
  return { overdueSeconds: Math.max(0, ...waits) }
}

export const feedbackFact = async (
  store: Store,
  sentLast24Hours: number,
  now: Date,
): Promise<Facts['feedback']> => {
  const sentAt = await feedbackWatermark(store)
  return { sentLast24Hours, silentSeconds: sentAt === 0 ? undefined : (now.getTime() - sentAt) / 1000 }
}

export const coordinatorsFact = async (
  store: Store,
  bootstrapped: boolean,
): Promise<Facts['coordinators']> => ({
  confirmed: (await getTally(store)).coordinators,
  bootstrapped,
})

/** Seconds by which the newest event lies ahead: looked for today, and on the days after. */
export const eventsAhead = async (store: Store, now: Date): Promise<number> => {
  for (const days of [366, 31, 7, 1, 0]) {
    const partition = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const query = { table: 'events', index: 'byDay', partition, descending: true, limit: 1 } as const
    const [newest] = (await store.query(query)).items
    if (newest) return (Date.parse(newest['at'] as string) - now.getTime()) / 1000
  }
  return 0
}

/** At least 32 bytes that differ: no repetition, no word. */
const isKey = (text: string) => {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length >= 32 && new Set(bytes).size >= 16
}

export const keysFact = (document: unknown, openToOthers = false): Facts['keys'] => {
  const { success, data } = keyringSchema.safeParse(document)
  const given = Object.entries((document ?? {}) as Record<string, unknown>).filter(([id]) => id !== 'current')
  const isFit = (key: unknown) => typeof key === 'string' && isKey(key)
  return {
    current: success ? data.current : '',
    ids: given.map(([id]) => id),
    placeholders: given.filter(([, key]) => !isFit(key)).map(([id]) => id),
    openToOthers,
  }
}
