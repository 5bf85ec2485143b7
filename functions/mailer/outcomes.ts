import type { DeliveryState } from '../../shared/ledger/delivery.ts'
import { MailRefused, type Refusal } from '../../shared/ports/mail.ts'

/** What came of one attempt to send. */
export type Outcome =
  | { readonly sent: true; readonly messageId: string }
  | { readonly sent: false; readonly refusal: Refusal; readonly reason: string }

export const refused = (error: unknown): Outcome =>
  error instanceof MailRefused
    ? { sent: false, refusal: error.refusal, reason: error.reason }
    : { sent: false, refusal: 'message', reason: 'unfit-to-render' }

/** The state that a refusal leads to: released, parked, given up, or in doubt. */
const stateOf: Readonly<Record<Refusal, DeliveryState>> = {
  rate: 'queued',
  line: 'queued',
  quota: 'parked',
  message: 'failed',
  unknown: 'inDoubt',
}

/** The transition that an outcome asks for. */
export const stepOf = (outcome: Outcome, at: string) =>
  outcome.sent
    ? ({ at, state: 'sent', messageId: outcome.messageId } as const)
    : ({ at, state: stateOf[outcome.refusal], reason: outcome.reason } as const)

/** Refusals after which no other mail need be tried now, the graver first. */
export const graveOf = (outcomes: readonly Outcome[]): 'line' | 'quota' | 'rate' | undefined =>
  (['line', 'quota', 'rate'] as const).find((grave) =>
    outcomes.some((outcome) => !outcome.sent && outcome.refusal === grave),
  )
