import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import type { Log } from '../../../shared/deps.ts'
import type { Positions } from './stream-position.ts'
import { asStreamEvent, sequenceOf } from './stream-records.ts'

export interface ShardReader {
  /** Reads and hands over one batch: `records` came, `nothing` did, or the shard has come to its `end`. */
  poll(): Promise<'records' | 'nothing' | 'failed' | 'end'>
}

interface ShardSource {
  readonly client: DynamoDBStreamsClient
  readonly streamArn: string
  readonly shardId: string
  readonly batch: number
  readonly positions: Positions
  readonly log: Log
}

/** Attempts before a batch is given up; with the pauses between them about a minute. */
const patience = 12

const lost = new Set(['ExpiredIteratorException', 'TrimmedDataAccessException', 'ResourceNotFoundException'])

/** Goes through one shard in order; a batch that fails comes again from its first failed record. */
export const readShard = (
  { client, streamArn, shardId, batch, positions, log }: ShardSource,
  invoke: (event: DynamoDBStreamEvent) => Promise<unknown>,
): ShardReader => {
  let iterator: string | undefined
  let attempts = 0
  let trimmed = false

  const open = async () => {
    const after = trimmed ? undefined : positions.get(streamArn, shardId)
    const command = new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ...(after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' }),
    })
    return (await client.send(command)).ShardIterator
  }

  /** The first record that was not dealt with, or nothing. */
  const hand = async (records: readonly _Record[]): Promise<string | undefined> => {
    const inserts = records.filter(({ eventName }) => eventName === 'INSERT')
    if (inserts.length === 0) return undefined
    try {
      const answer = (await invoke(asStreamEvent(streamArn, inserts))) as DynamoDBBatchResponse | undefined
      const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier))
      return failed.size === 0
        ? undefined
        : sequenceOf(inserts.find((each) => failed.has(sequenceOf(each))) ?? inserts[0]!)
    } catch {
      return sequenceOf(inserts[0]!)
    }
  }

  const poll = async () => {
    iterator ??= await open()
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator!, Limit: batch }),
    )
    trimmed = false
    const failure = await hand(Records)
    const givenUp = failure !== undefined && ++attempts >= patience
    if (givenUp) log.error('Stream records were given up', { shard: shardId, first: failure, attempts })
    const kept =
      failure === undefined || givenUp
        ? Records
        : Records.slice(
            0,
            Records.findIndex((each) => sequenceOf(each) === failure),
          )
    if (kept.length > 0) {
      positions.set(streamArn, shardId, sequenceOf(kept.at(-1)!))
      attempts = 0
    }
    if (failure !== undefined && !givenUp) {
      iterator = undefined
      return 'failed'
    }
    iterator = NextShardIterator
    if (!NextShardIterator) return 'end'
    return Records.length > 0 ? 'records' : 'nothing'
  }

  return {
    async poll() {
      try {
        return await poll()
      } catch (error) {
        iterator = undefined
        trimmed = (error as Error).name === 'TrimmedDataAccessException'
        if (lost.has((error as Error).name)) return 'failed'
        throw error
      }
    },
  }
}
