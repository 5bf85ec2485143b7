import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { type Patience, pause, persist } from '../storage/retry.ts'

export type QueueName = 'expansion' | 'mail-urgent' | 'mail' | 'webhooks' | 'mail-events'

export interface Queues {
  /** Puts messages on a queue, in any number; they are hints, so one that comes twice does no harm. */
  send(queue: QueueName, messages: readonly object[], delaySeconds?: number): Promise<void>
}

export const createQueues = (
  client: SQSClient,
  urls: Readonly<Record<QueueName, string>>,
  patience: Patience,
): Queues => ({
  async send(queue, messages, DelaySeconds = 0) {
    for (let from = 0; from < messages.length; from += 10) {
      let rest = messages
        .slice(from, from + 10)
        .map((message, at) => ({ Id: String(at), MessageBody: JSON.stringify(message), DelaySeconds }))
      for (let attempt = 0; rest.length > 0; attempt++) {
        if (attempt > 0) await pause(patience, attempt)
        const command = new SendMessageBatchCommand({ QueueUrl: urls[queue], Entries: rest })
        const { Failed = [] } = await persist(patience, () => client.send(command))
        if (Failed.some(({ SenderFault }) => SenderFault))
          throw new Error(`A message to ${queue} was refused`)
        if (Failed.length > 0 && attempt + 1 >= patience.attempts)
          throw new Error(`${queue} takes no messages`)
        rest = rest.filter(({ Id }) => Failed.some((failed) => failed.Id === Id))
      }
    }
  },
})
