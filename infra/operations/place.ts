import { setTimeout as sleep } from 'node:timers/promises'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Config } from '../../shared/config.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import type { Store } from '../../shared/storage/store.ts'

/** One installation, wherever it runs, as a command works on it. */
export interface Place {
  /** What it is called when spoken of. */
  readonly name: string
  readonly config: Config
  readonly dynamoDb: DynamoDBClient
  readonly store: Store
  readonly sqs: SQSClient
  /** By what they are the dead letters of. */
  readonly deadLetterUrls: Readonly<Record<string, string>>
  close(): Promise<void>
}

const patience = { attempts: 3, sleep: (ms: number) => sleep(ms), random: Math.random }

/** The rows of a place, as the program reads them. */
export const storeOn = (dynamoDb: DynamoDBClient, { tables }: Config): Store =>
  createStore(DynamoDBDocumentClient.from(dynamoDb), tables, patience)
