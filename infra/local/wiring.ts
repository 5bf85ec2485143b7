import type { Log } from '../../shared/deps.ts'
import type { Trigger as Cause, Topology } from '../topology.ts'
import type { Functions } from './functions.ts'
import type { Sqs } from './sqs.ts'
import { pollQueue, type Trigger } from './triggers/queue.ts'
import { runSchedule, type Schedule } from './triggers/schedule.ts'
import { pollStream, type StreamPoller } from './triggers/stream.ts'
import type { Positions } from './triggers/stream-position.ts'

/** Batches that one queue's function works on at once: there are few cores and one disk. */
const mostAtOnce = 2

export interface Surroundings {
  readonly topology: Topology
  readonly functions: Functions
  readonly sqs: Sqs
  readonly dynamoDbEndpoint: string
  readonly streamArns: Readonly<Record<string, string>>
  readonly positions: Positions
  readonly log: Log
  readonly now: () => Date
  /** Milliseconds between two ticks, whatever the topology says for AWS. */
  readonly tick: number
}

export interface Wiring {
  readonly streams: readonly StreamPoller[]
  readonly schedules: readonly Schedule[]
  /** How many batches streams and queues have handed over. */
  handed(): number
  stop(): Promise<void>
}

/** Gives every function of the topology what sets it off; requests and mail come in by the doors. */
export const wire = (around: Surroundings): Wiring => {
  const streams: StreamPoller[] = []
  const schedules: Schedule[] = []
  const queues: Trigger[] = []
  let handed = 0

  const connect = (name: string, cause: Cause) => {
    const invoke = (event: object) => around.functions.invoke(name, event)
    const hand = (event: object) => {
      handed++
      return invoke(event)
    }
    switch (cause.on) {
      case 'stream': {
        const { dynamoDbEndpoint: endpoint, positions, log } = around
        const streamArn = around.streamArns[cause.table]!
        streams.push(pollStream({ endpoint, streamArn, batch: cause.batch, positions, log }, hand))
        return
      }
      case 'queue': {
        const { visibility } = around.topology.queues[cause.queue]!
        const concurrency = Math.min(cause.concurrency, mostAtOnce)
        queues.push(pollQueue(around.sqs, { ...cause, concurrency, visibility }, hand))
        return
      }
      case 'schedule':
        schedules.push(runSchedule(name, around.tick, around.now, invoke))
        return
      case 'inbound-mail':
      case 'http':
        return
    }
  }

  for (const [name, { triggers }] of Object.entries(around.topology.functions))
    for (const cause of triggers) connect(name, cause)
  return {
    streams,
    schedules,
    handed: () => handed,
    async stop() {
      await Promise.all([...streams, ...schedules, ...queues].map((trigger) => trigger.stop()))
    },
  }
}
