import { setTimeout as sleep } from 'node:timers/promises'
import { DescribeStreamCommand, DynamoDBStreamsClient, type Shard } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import type { Log } from '../../../shared/deps.ts'
import { localCredentials, localRegion } from '../dynamodb.ts'
import type { Trigger } from './queue.ts'
import { readShard, type ShardReader } from './shard.ts'
import type { Positions } from './stream-position.ts'

interface StreamTrigger {
  readonly endpoint: string
  readonly streamArn: string
  readonly batch: number
  readonly positions: Positions
  readonly log: Log
}

export interface StreamPoller extends Trigger {
  /** How often every shard has been found with nothing more to read. */
  readonly drained: number
}

const idle = 50
const shardsKnownFor = 10_000

/** Hands a table's new rows to a function, each shard in its order, parents before their children. */
export const pollStream = (
  { endpoint, streamArn, batch, positions, log }: StreamTrigger,
  invoke: (event: DynamoDBStreamEvent) => Promise<unknown>,
): StreamPoller => {
  const client = new DynamoDBStreamsClient({ endpoint, region: localRegion, credentials: localCredentials })
  const stopping = new AbortController()
  const readers = new Map<string, ShardReader>()
  const ended = new Set<string>()
  let drained = 0

  const shards = async () => {
    const found: Shard[] = []
    let ExclusiveStartShardId: string | undefined
    do {
      const command = new DescribeStreamCommand({
        StreamArn: streamArn,
        ...(ExclusiveStartShardId && { ExclusiveStartShardId }),
      })
      const { StreamDescription } = await client.send(command)
      found.push(...(StreamDescription?.Shards ?? []))
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId
    } while (ExclusiveStartShardId)
    return found
  }

  const readerOf = (shardId: string) => {
    const reader =
      readers.get(shardId) ?? readShard({ client, streamArn, shardId, batch, positions, log }, invoke)
    readers.set(shardId, reader)
    return reader
  }

  const readable = (known: readonly Shard[]) => {
    const open = known.filter(({ ShardId }) => !ended.has(ShardId!))
    const ids = new Set(open.map(({ ShardId }) => ShardId))
    return open.filter(({ ParentShardId }) => !ids.has(ParentShardId))
  }

  const round = async (known: readonly Shard[]) => {
    const outcomes = await Promise.all(
      readable(known).map(async ({ ShardId }) => {
        const outcome = await readerOf(ShardId!).poll()
        if (outcome === 'end') ended.add(ShardId!)
        return outcome
      }),
    )
    if (outcomes.every((outcome) => outcome === 'nothing')) drained++
    return outcomes
  }

  const loop = (async () => {
    let known: readonly Shard[] = []
    let knownAt = Number.NEGATIVE_INFINITY
    let failures = 0
    while (!stopping.signal.aborted) {
      let pause = idle
      try {
        if (performance.now() - knownAt > shardsKnownFor) {
          known = await shards()
          knownAt = performance.now()
        }
        const outcomes = await round(known)
        if (outcomes.includes('end')) knownAt = Number.NEGATIVE_INFINITY
        if (outcomes.includes('records')) pause = 0
        failures = outcomes.includes('failed') ? failures + 1 : 0
      } catch {
        failures++
      }
      if (failures > 0) pause = Math.min(10_000, 100 * 2 ** failures)
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()

  return {
    get drained() {
      return drained
    },
    async stop() {
      stopping.abort()
      await loop
      client.destroy()
    },
  }
}
