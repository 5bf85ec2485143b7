import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { idOf } from '../../shared/ids.ts'
import { Rate } from './rate.ts'
import { type Mailer, sendChunk } from './send-chunk.ts'
import { Tellings } from './tellings.ts'

const hint = z.object({
  notificationId: idOf('notification'),
  chunk: z.int().positive(),
  settling: z.literal(true).optional(),
})

/** Mail queues → SES: each message is a hint to look at one chunk. */
export const createHandler = (deps: Deps) => {
  const mailer: Mailer = { deps, rate: new Rate(deps), tellings: new Tellings(deps) }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
    for (const { messageId, body } of Records) {
      try {
        await sendChunk(mailer, hint.parse(JSON.parse(body)))
      } catch (error) {
        deps.log.error('A chunk could not be worked on', { messageId, error: (error as Error).name })
        batchItemFailures.push({ itemIdentifier: messageId })
      }
    }
    return { batchItemFailures }
  }
}
