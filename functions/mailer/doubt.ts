import type { Deps } from '../../shared/deps.ts'
import { advance, type Delivery } from '../../shared/ledger/delivery.ts'
import { feedbackWatermark } from '../../shared/ledger/watermark.ts'
import { ConditionFailed } from '../../shared/storage/store.ts'

/** After so long a claim without a mark is in doubt: no mailer lives so long. */
export const claimLife = 180_000

/** Events may come so late: longer than one that failed waits before it comes again. */
export const feedbackMargin = 300_000

const claimedAt = ({ log }: Delivery) => Date.parse(log.findLast(({ state }) => state === 'sending')!.at)

export const isAbandoned = (delivery: Delivery, now: Date) =>
  delivery.state === 'sending' && now.getTime() - claimedAt(delivery) > claimLife

export const doubt = (delivery: Delivery, at: string) =>
  advance(delivery, { at, state: 'inDoubt', reason: 'no-mark' })

/**
 * Which deliveries in doubt are certainly not sent: feedback has passed their claim and brought no `Send`. While
 * feedback has not come so far, a mail to nobody is sent whose own event will move it on.
 */
export const provenUnsent = async (
  deps: Deps,
  deliveries: readonly Delivery[],
): Promise<(delivery: Delivery) => boolean> => {
  const open = deliveries.filter(({ state }) => state === 'inDoubt')
  if (open.length === 0) return () => false
  const watermark = await feedbackWatermark(deps.store)
  const passed = (delivery: Delivery) => watermark - feedbackMargin > claimedAt(delivery)
  if (!open.every(passed)) await probe(deps)
  deps.metrics.count('DeliveriesInDoubt', open.length)
  return passed
}

/** At most one probe a minute, whoever asks. */
const probe = async (deps: Deps) => {
  const minute = Math.floor(deps.clock.now().getTime() / 60_000)
  const key = { pk: 'probe', sk: String(minute) }
  try {
    await deps.store.write({
      table: 'deliveries',
      put: { ...key, expiresAt: minute * 60 + 3600 },
      if: 'absent',
    })
  } catch (error) {
    if (error instanceof ConditionFailed) return
    throw error
  }
  try {
    await deps.mail.probe()
  } catch (error) {
    deps.log.warn('A probe was refused', { error: (error as Error).name })
  }
}
