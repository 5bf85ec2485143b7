import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { Deps } from '../../shared/deps.ts'
import { raiseWatermark } from '../../shared/ledger/watermark.ts'
import { reportRefusal, suppressAddress } from '../../shared/organizations/suppress.ts'
import { applyReports } from './apply.ts'
import { type Feedback, readFeedback } from './ses-event.ts'

interface Received {
  readonly messageId: string
  readonly feedback: Feedback
}

const byChunk = (received: readonly Received[]) =>
  Map.groupBy(received, ({ feedback }) => feedback.delivery?.partition)

const heed = (deps: Deps, { address, is }: NonNullable<Feedback['verdict']>) =>
  is === 'refused' ? reportRefusal(deps, address) : suppressAddress(deps, address, is)

/** SES's events → ledger, suppression and the watermark. They come in any order, late, twice or never. */
export const createHandler =
  (deps: Deps) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = new Set<string>()
    const attempt = async (messageIds: readonly string[], work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        deps.log.error('Mail feedback could not be recorded', { messageIds, error: (error as Error).name })
        for (const id of messageIds) failed.add(id)
      }
    }
    const received: Received[] = []
    for (const { messageId, body } of Records)
      await attempt([messageId], async () => {
        const feedback = readFeedback(body)
        if (feedback) received.push({ messageId, feedback })
      })
    for (const [partition, some] of byChunk(received)) {
      if (!partition) continue
      const reports = some.map(({ feedback }) => ({ ...feedback, delivery: feedback.delivery! }))
      await attempt(
        some.map(({ messageId }) => messageId),
        () => applyReports(deps, partition, reports),
      )
    }
    for (const { messageId, feedback } of received)
      if (feedback.verdict) await attempt([messageId], () => heed(deps, feedback.verdict!))
    // Only once every report is in the ledger may the watermark say so.
    const sent = received
      .filter(({ messageId }) => !failed.has(messageId))
      .flatMap(({ feedback }) => feedback.sentAt ?? [])
    if (sent.length > 0)
      deps.metrics.seconds('FeedbackLagSeconds', (deps.clock.now().getTime() - Math.max(...sent)) / 1000)
    if (failed.size === 0 && sent.length > 0) await raiseWatermark(deps.store, Math.max(...sent))
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) }
  }
