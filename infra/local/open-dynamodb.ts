import { join } from 'node:path'
import { DescribeTableCommand, type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { dynamoDbClient, type Engine, startDynamoDb } from './dynamodb.ts'

export interface DynamoDb extends Engine {
  readonly client: DynamoDBClient
  streamArn(table: string): Promise<string>
}

const reach = async (endpoint: string): Promise<Engine> => {
  const client = dynamoDbClient(endpoint, 2)
  try {
    await client.send(new ListTablesCommand(), { abortSignal: AbortSignal.timeout(5000) })
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException
    throw new Error(`No DynamoDB answers at DYNAMODB_ENDPOINT ${endpoint} (${code ?? name})`)
  } finally {
    client.destroy()
  }
  return { endpoint, broken: new Promise(() => {}), stop: async () => {} }
}

/** The engine at an endpoint, or the embedded one with its file in the directory. */
export const openDynamoDb = async (
  given: string | undefined,
  dataDir: string | undefined,
): Promise<DynamoDb> => {
  const engine = given ? await reach(given) : await startDynamoDb(dataDir && join(dataDir, 'dynamodb.sqlite'))
  const client = dynamoDbClient(engine.endpoint)
  return {
    endpoint: engine.endpoint,
    broken: engine.broken,
    client,
    async streamArn(TableName) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }))
      return Table!.LatestStreamArn!
    },
    async stop() {
      client.destroy()
      await engine.stop()
    },
  }
}
