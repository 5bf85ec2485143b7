import type { TestProject } from 'vitest/node'
import { startDynamoDb } from '../../infra/local/dynamodb.ts'

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbEndpoint: string
  }
}

/** One embedded engine for the whole run; every world makes its own tables in it. */
export default async (project: TestProject) => {
  const engine = await startDynamoDb()
  project.provide('dynamoDbEndpoint', engine.endpoint)
  return () => engine.stop()
}
