import { setTimeout as sleep } from 'node:timers/promises'
import {
  type DeliveryState,
  deliveryStates,
  isOpen,
  type Transition,
  wasTold,
} from '../../../shared/ledger/delivery.ts'

export interface Delivery {
  readonly contactId: string
  readonly organizationId: string
  readonly class: string
  readonly state: DeliveryState
  readonly log: readonly Transition[]
}

export interface Ledger {
  readonly manifest: number
  readonly counts: Readonly<Partial<Record<DeliveryState, number>>>
  /** Whether the manifest is complete. */
  readonly sealed: boolean
}

export const statesOf = ({ counts }: Ledger) =>
  deliveryStates.flatMap((state) => (counts[state] ? [[state, counts[state]] as const] : []))

export const sumOf = (ledger: Ledger) => statesOf(ledger).reduce((sum, [, count]) => sum + count, 0)

/** A mail that was sent is not yet delivered; by SMTP we never hear more, so that must end some time. */
const grace = 5_000
const patience = 600_000

const awaits = (ledger: Ledger) => statesOf(ledger).some(([state]) => state === 'sent' || state === 'delayed')

/** Reads the ledger of an alert or a meeting again and again, until nothing in it is still to come. */
export const followLedger = async (
  read: () => Promise<Ledger>,
  show: (ledger: Ledger) => void = () => {},
): Promise<Ledger> => {
  const deadline = performance.now() + patience
  let [before, since] = ['', performance.now()]
  for (;;) {
    const ledger = await read()
    const now = performance.now()
    const picture = JSON.stringify(ledger.counts)
    if (picture !== before) [before, since] = [picture, now]
    const done = ledger.sealed && !statesOf(ledger).some(([state]) => isOpen(state))
    if ((done && (!awaits(ledger) || now - since > grace)) || now > deadline) return ledger
    show(ledger)
    await sleep(100)
  }
}

/** When the mail of a delivery left, if it did. */
export const sentAt = ({ log }: Delivery) => log.find(({ state }) => wasTold(state))?.at
