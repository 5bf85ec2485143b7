import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Deps } from '../../shared/deps.ts'
import { attemptDelivery } from '../../shared/webhooks/attempt.ts'
import { AttemptUnderWay } from '../../shared/webhooks/claim.ts'
import { hint } from '../../shared/webhooks/hint.ts'

/** Makes the attempts that a batch hints at, each for itself; what could not be settled comes again. */
export const createHandler = (deps: Deps) => {
  const attempt = async ({ body, messageId }: SQSRecord) => {
    try {
      await attemptDelivery(deps, hint.parse(JSON.parse(body)))
      return []
    } catch (error) {
      if (!(error instanceof AttemptUnderWay))
        deps.log.error('A webhook could not be attempted', { messageId, error: (error as Error).name })
      return [{ itemIdentifier: messageId }]
    }
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: (await Promise.all(Records.map(attempt))).flat(),
  })
}
