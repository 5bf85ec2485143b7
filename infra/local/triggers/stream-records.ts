import type { _Record } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { localRegion } from '../dynamodb.ts'

type Plain = { [name: string]: unknown }

/** Lambda is handed bytes as base64. */
const asJson = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value as Plain).map(([name, each]) => [name, asJson(each)]))
}

const asRecord = (eventSourceARN: string, { eventID, eventName, dynamodb }: _Record): DynamoDBRecord => ({
  eventID: eventID!,
  eventName: eventName as 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: localRegion,
  dynamodb: {
    ...(asJson({ ...dynamodb, ApproximateCreationDateTime: undefined }) as DynamoDBRecord['dynamodb']),
    ApproximateCreationDateTime: Math.floor(
      (dynamodb?.ApproximateCreationDateTime ?? new Date()).getTime() / 1000,
    ),
  },
  eventSourceARN,
})

/** The records as Lambda hands them to a function. */
export const asStreamEvent = (streamArn: string, records: readonly _Record[]): DynamoDBStreamEvent => ({
  Records: records.map((record) => asRecord(streamArn, record)),
})

export const sequenceOf = (record: _Record) => record.dynamodb!.SequenceNumber!
