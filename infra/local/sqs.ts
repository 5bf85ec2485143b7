import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { DatabaseSync } from 'node:sqlite'
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { frugal } from '../../shared/ports/frugal.ts'
import { Sha256 } from '../../shared/ports/sha256.ts'
import type { QueueDefinition } from '../topology.ts'
import { localCredentials, localRegion } from './dynamodb.ts'

const localAccount = '000000000000'
const fourteenDays = 14 * 24 * 3600

export const queueArn = (name: string) => `arn:aws:sqs:${localRegion}:${localAccount}:${name}`
export const deadLettersOf = (name: string) => `${name}-dead`

export interface Sqs {
  readonly endpoint: string
  readonly client: SQSClient
  url(queue: string): string
  /** Messages waiting, delayed or being worked on. */
  depth(queue: string): number
  stop(): Promise<void>
}

interface Fastify {
  listen(options: { port: number; host: string }): Promise<string>
}

/** The engine listens on every interface of the machine; what it holds is for this machine alone. */
const keepHome = (message: unknown) => {
  const { fastify } = message as { fastify: Fastify }
  const listen = fastify.listen.bind(fastify)
  fastify.listen = (options) => listen({ ...options, host: '127.0.0.1' })
}

/**
 * The engine waits for the disk at every step of every message, which is most of the time a mail takes. A
 * crash of ours loses nothing without that, and a power cut loses hints, which the agenda makes again.
 */
const relaxed = (exec: DatabaseSync['exec']) =>
  function (this: DatabaseSync, sql: string) {
    exec.call(this, sql)
    if (/journal_mode = WAL/i.test(sql)) exec.call(this, 'PRAGMA synchronous = NORMAL')
  }

const startEngine = async (dataDir: string | undefined) => {
  const { exec } = DatabaseSync.prototype
  subscribe('fastify.initialization', keepHome)
  DatabaseSync.prototype.exec = relaxed(exec)
  try {
    return await startFauxqs({
      port: 0,
      logger: false,
      defaultRegion: localRegion,
      ...(dataDir && { dataDir }),
    })
  } finally {
    unsubscribe('fastify.initialization', keepHome)
    DatabaseSync.prototype.exec = exec
  }
}

const ensureQueue = async (
  client: SQSClient,
  url: string,
  name: string,
  Attributes: Record<string, string>,
) => {
  await client.send(new CreateQueueCommand({ QueueName: name }))
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }))
}

/**
 * Whoever held a message when the process last ended is gone: it comes again at once rather than after its
 * visibility. One second, for the engine cannot store a visibility of none.
 */
const releaseHeld = async (engine: FauxqsServer, client: SQSClient, QueueUrl: string, queue: string) => {
  for (const { receiptHandle } of engine.inspectQueue(queue)?.messages.inflight ?? [])
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 1 }),
    )
}

export const sqsClient = (endpoint: string) =>
  frugal(
    new SQSClient({
      ...{ endpoint, region: localRegion, credentials: localCredentials, sha256: Sha256 },
      useQueueUrlAsEndpoint: false,
    }),
  )

export const queueUrl = (endpoint: string, queue: string) => `${endpoint}/${localAccount}/${queue}`

/** Starts the embedded engine with every queue of the topology and its dead letters. */
export const startSqs = async (
  queues: Readonly<Record<string, QueueDefinition>>,
  dataDir: string | undefined,
): Promise<Sqs> => {
  const engine = await startEngine(dataDir)
  const endpoint = `http://127.0.0.1:${engine.port}`
  const client = sqsClient(endpoint)
  const url = (queue: string) => queueUrl(endpoint, queue)
  for (const [name, { visibility, maxReceives }] of Object.entries(queues)) {
    const dead = deadLettersOf(name)
    await ensureQueue(client, url(dead), dead, { MessageRetentionPeriod: String(fourteenDays) })
    await ensureQueue(client, url(name), name, {
      VisibilityTimeout: String(visibility),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(dead), maxReceiveCount: maxReceives }),
    })
    await releaseHeld(engine, client, url(name), name)
  }
  return {
    endpoint,
    client,
    url,
    depth(queue) {
      const { ready, delayed, inflight } = engine.inspectQueue(queue)!.messages
      return ready.length + delayed.length + inflight.length
    },
    async stop() {
      client.destroy()
      await engine.stop()
    },
  }
}
