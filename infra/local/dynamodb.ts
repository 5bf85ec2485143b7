import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { frugal } from '../../shared/ports/frugal.ts'
import { Sha256 } from '../../shared/ports/sha256.ts'
import { expiryAttribute, type TableName, tableNames, tables } from '../../shared/storage/tables.ts'
import { startChild } from './child.ts'

/** Credentials for engines on this machine, which accept any. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' }
export const localRegion = 'eu-west-1'

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const binary = () => {
  const name = `@dynoxide/${process.platform}-${process.arch}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`)
  } catch {
    throw new Error(
      `No embedded DynamoDB engine for this machine. Install ${name}, or name an engine in DYNAMODB_ENDPOINT.`,
    )
  }
}

export interface Engine {
  readonly endpoint: string
  /** Comes true, with what it said last, when it ends by itself. */
  readonly broken: Promise<string>
  stop(): Promise<void>
}

const waitFor = async (endpoint: string, given: () => string | undefined) => {
  const client = dynamoDbClient(endpoint, 1)
  const deadline = performance.now() + 20_000
  try {
    for (;;) {
      const problem = given()
      if (problem !== undefined) throw new Error(problem)
      const answer = await client.send(new ListTablesCommand()).catch((error: Error) => error)
      if (!(answer instanceof Error)) return
      if (performance.now() > deadline) throw answer
      await sleep(25)
    }
  } finally {
    client.destroy()
  }
}

/** Starts the embedded engine; without a file it keeps everything in memory. */
export const startDynamoDb = async (file?: string): Promise<Engine> => {
  const port = await freePort()
  const child = startChild(binary(), ['--port', String(port), ...(file ? ['--db-path', file] : [])])
  const endpoint = `http://127.0.0.1:${port}`
  try {
    await waitFor(endpoint, child.complaint)
  } catch (error) {
    await child.stop()
    throw new Error(`The embedded DynamoDB engine did not start: ${(error as Error).message}`)
  }
  return { endpoint, broken: child.broken, stop: child.stop }
}

export const dynamoDbClient = (endpoint: string, maxAttempts = 3) =>
  frugal(
    new DynamoDBClient({
      ...{ endpoint, region: localRegion, credentials: localCredentials },
      ...{ maxAttempts, sha256: Sha256 },
    }),
  )

const createTable = async (client: DynamoDBClient, name: TableName, TableName: string) => {
  const definition: { stream?: true; indexes: object } = tables[name]
  const indexes = Object.entries(
    definition.indexes as Record<
      string,
      { partition: string; sort: string; projection: 'ALL' | 'KEYS_ONLY' }
    >,
  )
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ]
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap(([, { partition, sort }]) => [partition, sort])])
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: key('pk', 'sk'),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(([IndexName, { partition, sort, projection }]) => ({
          IndexName,
          KeySchema: key(partition, sort),
          Projection: { ProjectionType: projection },
        })),
      }),
      ...(definition.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    }),
  )
  const TimeToLiveSpecification = { Enabled: true, AttributeName: expiryAttribute }
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
}

/** Creates what is missing of the registry's tables; their names are `prefix` and the registry's own. */
export const createTables = async (client: DynamoDBClient, prefix = '') => {
  for (const name of tableNames) {
    try {
      await createTable(client, name, `${prefix}${name}`)
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error
    }
  }
  return Object.fromEntries(tableNames.map((name) => [name, `${prefix}${name}`])) as Record<TableName, string>
}
