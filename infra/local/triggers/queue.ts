import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { localRegion } from '../dynamodb.ts'
import { queueArn, type Sqs } from '../sqs.ts'

export interface Trigger {
  /** Begins nothing new; done when what is under way is done. */
  stop(): Promise<void>
}

interface QueueTrigger {
  readonly queue: string
  readonly batch: number
  /** Seconds that a batch waits for more to come, once it has begun. */
  readonly window?: number
  /** Batches worked on at the same time. */
  readonly concurrency: number
  readonly visibility: number
}

const asEvent = (queue: string, messages: readonly Message[]): SQSEvent => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId!,
    receiptHandle: message.ReceiptHandle!,
    body: message.Body!,
    attributes: message.Attributes as unknown as SQSEvent['Records'][number]['attributes'],
    messageAttributes: {},
    md5OfBody: message.MD5OfBody!,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queue),
    awsRegion: localRegion,
  })),
})

const inTens = <T>(items: readonly T[]) =>
  Array.from({ length: Math.ceil(items.length / 10) }, (_, at) => items.slice(at * 10, at * 10 + 10))

const receives = ({ Attributes }: Message) => Number(Attributes?.ApproximateReceiveCount ?? 1)

/** Hands a queue's messages to a function in batches, takes away what it did and returns what it failed. */
export const pollQueue = (
  sqs: Sqs,
  { queue, batch, window = 0, concurrency, visibility }: QueueTrigger,
  invoke: (event: SQSEvent) => Promise<unknown>,
): Trigger => {
  const stopping = new AbortController()
  const QueueUrl = sqs.url(queue)

  const receive = async (most: number, WaitTimeSeconds: number) => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(most, 10),
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
    })
    return (await sqs.client.send(command, { abortSignal: stopping.signal })).Messages ?? []
  }

  const gather = async () => {
    const messages = await receive(batch, 20)
    const until = performance.now() + window * 1000
    while (messages.length > 0 && messages.length < batch) {
      const more = await receive(batch - messages.length, 0).catch(() => [])
      messages.push(...more)
      const left = until - performance.now()
      if (more.length > 0) continue
      if (left <= 0 || stopping.signal.aborted) break
      await sleep(Math.min(left, 100))
    }
    return messages
  }

  /** On AWS a failure waits out the whole visibility; here 1, 2, 4… seconds, up to it, are enough. */
  const giveBack = async (failed: readonly Message[]) => {
    for (const some of inTens(failed)) {
      const Entries = some.map((message, at) => ({
        Id: String(at),
        ReceiptHandle: message.ReceiptHandle!,
        VisibilityTimeout: Math.min(visibility, 2 ** Math.min(receives(message) - 1, 12)),
      }))
      await sqs.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
    }
  }

  const remove = async (done: readonly Message[]) => {
    for (const some of inTens(done)) {
      const Entries = some.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))
      await sqs.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
    }
  }

  const handle = async (messages: readonly Message[]) => {
    try {
      const answer = (await invoke(asEvent(queue, messages))) as SQSBatchResponse | undefined
      const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier))
      const known = new Set(messages.map(({ MessageId }) => MessageId!))
      if ([...failed].some((id) => !known.has(id)))
        throw new Error('A function failed messages it was not given')
      await remove(messages.filter(({ MessageId }) => !failed.has(MessageId!)))
      await giveBack(messages.filter(({ MessageId }) => failed.has(MessageId!)))
    } catch {
      await giveBack(messages)
    }
  }

  const work = async () => {
    while (!stopping.signal.aborted) {
      try {
        const messages = await gather()
        if (messages.length > 0) await handle(messages)
      } catch {
        if (!stopping.signal.aborted) await sleep(500)
      }
    }
  }

  const workers = Array.from({ length: concurrency }, work)
  return {
    async stop() {
      stopping.abort()
      await Promise.all(workers)
    },
  }
}
