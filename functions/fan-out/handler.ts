import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { event as eventSchema } from '../../shared/events/schema.ts'
import { idOf } from '../../shared/ids.ts'
import { storedItem } from '../../shared/storage/stream.ts'
import { consume } from './consume.ts'
import { expandNotification } from './expand-notification.ts'

const expansion = z.object({ notificationId: idOf('notification') })

/** In order; the first that fails is where the stream goes on from, and the rest of the batch comes again. */
const onStream = async (deps: Deps, { Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const record of Records) {
    const item = storedItem(record)
    // What an import brought happened long ago, and was told where it happened.
    if (record.eventName !== 'INSERT' || !item || item['importedAt']) continue
    try {
      await consume(deps, eventSchema.parse(item))
    } catch (error) {
      deps.log.error('An event could not be consumed', { eventId: item['id'], error: (error as Error).name })
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb!.SequenceNumber! }] }
    }
  }
  return { batchItemFailures: [] }
}

const onQueue = async (deps: Deps, { Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  for (const { messageId, body } of Records) {
    try {
      await expandNotification(deps, expansion.parse(JSON.parse(body)).notificationId)
    } catch (error) {
      deps.log.error('An expansion could not go on', { messageId, error: (error as Error).name })
      batchItemFailures.push({ itemIdentifier: messageId })
    }
  }
  return { batchItemFailures }
}

const isStream = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records.some(({ eventSource }) => eventSource === 'aws:dynamodb')

/** Event stream → notifications → manifest chunks → queues. */
export const createHandler = (deps: Deps) => (event: DynamoDBStreamEvent | SQSEvent) =>
  isStream(event) ? onStream(deps, event) : onQueue(deps, event)
