import { type Config, readConfig } from '../../shared/config.ts'
import type { TableName } from '../../shared/storage/tables.ts'
import type { Topology } from '../topology.ts'
import type { Settings } from './config.ts'
import { createTables } from './dynamodb.ts'
import { type DynamoDb, openDynamoDb } from './open-dynamodb.ts'
import { type Sqs, startSqs } from './sqs.ts'

export interface Engines {
  readonly dynamoDb: DynamoDb
  readonly sqs: Sqs
  readonly config: Config
  /** Of each table that has one. */
  readonly streamArns: Readonly<Record<string, string>>
}

/** Starts what keeps data, with every table and queue of the topology, and the config that names them. */
export const openEngines = async (
  { dataDir, dynamoDbEndpoint, environment }: Settings,
  topology: Topology,
  publicUrl: string,
  closers: AsyncDisposableStack,
): Promise<Engines> => {
  const dynamoDb = await openDynamoDb(dynamoDbEndpoint, dataDir)
  closers.defer(dynamoDb.stop)
  const tables = await createTables(dynamoDb.client)
  const streamed = Object.entries(topology.tables).filter(([, table]) => 'stream' in table)
  const streamArns = await Promise.all(
    streamed.map(async ([name]) => [name, await dynamoDb.streamArn(tables[name as TableName])]),
  )
  const sqs = await startSqs(topology.queues, dataDir)
  closers.defer(sqs.stop)
  const queueUrls = Object.fromEntries(Object.keys(topology.queues).map((name) => [name, sqs.url(name)]))
  return {
    dynamoDb,
    sqs,
    streamArns: Object.fromEntries(streamArns),
    config: {
      ...readConfig({ ...environment, PUBLIC_URL: publicUrl }),
      tables,
      queueUrls: queueUrls as Config['queueUrls'],
    },
  }
}
