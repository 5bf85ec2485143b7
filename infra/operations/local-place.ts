import { existsSync } from 'node:fs'
import { type Config, queueNames, readConfig } from '../../shared/config.ts'
import { tableNames } from '../../shared/storage/tables.ts'
import type { Settings } from '../local/config.ts'
import { holdDataDir } from '../local/data-dir.ts'
import { dynamoDbClient } from '../local/dynamodb.ts'
import { openDynamoDb } from '../local/open-dynamodb.ts'
import { findRunning, type Running } from '../local/running.ts'
import { deadLettersOf, queueUrl, sqsClient, startSqs } from '../local/sqs.ts'
import { topology } from '../topology.ts'
import { type Place, storeOn } from './place.ts'

export interface LocalPlace extends Place {
  readonly dataDir: string
  /** Whether the program itself runs on this data now. */
  readonly isRunning: boolean
  readonly sqsEndpoint: string
}

const named = <N extends string, V>(names: readonly N[], make: (name: N) => V) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, V>

/** The engines of the program that runs, or engines of our own while none does. */
const engines = async (
  { dynamoDbEndpoint }: Settings,
  dataDir: string,
  closers: AsyncDisposableStack,
): Promise<Running & { isRunning: boolean }> => {
  try {
    closers.defer(holdDataDir(dataDir).release)
  } catch (error) {
    const running = findRunning(dataDir)
    if (!running) throw error
    return { ...running, isRunning: true }
  }
  const dynamoDb = await openDynamoDb(dynamoDbEndpoint, dataDir)
  closers.defer(dynamoDb.stop)
  const sqs = await startSqs(topology.queues, dataDir)
  closers.defer(sqs.stop)
  return { dynamoDb: dynamoDb.endpoint, sqs: sqs.endpoint, isRunning: false }
}

/** The installation in `DATA_DIR`, whether its program runs or not. Makes no table and no directory. */
export const openLocalPlace = async (settings: Settings): Promise<LocalPlace> => {
  const { dataDir, environment, publicUrl, port } = settings
  if (!dataDir) throw new Error('DATA_DIR is :memory:, which keeps nothing to work on')
  if (!existsSync(dataDir)) throw new Error(`DATA_DIR ${dataDir} is not there: has npm start run here?`)
  await using closers = new AsyncDisposableStack()
  const { isRunning, ...endpoints } = await engines(settings, dataDir, closers)
  const dynamoDb = dynamoDbClient(endpoints.dynamoDb)
  closers.defer(() => dynamoDb.destroy())
  const sqs = sqsClient(endpoints.sqs)
  closers.defer(() => sqs.destroy())
  const url = (queue: string) => queueUrl(endpoints.sqs, queue)
  const config: Config = {
    ...readConfig({ ...environment, PUBLIC_URL: publicUrl ?? `http://localhost:${port}` }),
    tables: named(tableNames, (name) => name),
    queueUrls: named(queueNames, url),
  }
  const open = closers.move()
  return {
    name: `DATA_DIR ${dataDir}, ${isRunning ? 'running' : 'at rest'}`,
    config,
    dynamoDb,
    store: storeOn(dynamoDb, config),
    sqs,
    deadLetterUrls: named(queueNames, (name) => url(deadLettersOf(name))),
    dataDir,
    isRunning,
    sqsEndpoint: endpoints.sqs,
    close: () => open.disposeAsync(),
  }
}
