import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import type { Item } from './store.ts'

/** The row that a stream record says was stored. */
export const storedItem = ({ dynamodb }: DynamoDBRecord): Item | undefined =>
  dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0])
