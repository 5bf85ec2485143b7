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

const cells = 20

/** How far it is: full blocks are settled, light ones under way. */
export const bar = (ledger: Ledger, expected: number) => {
  const { counts } = ledger
  const total = Math.max(expected, ledger.manifest, 1)
  const { queued = 0, sending = 0, sent = 0 } = counts
  const block = (count: number) => Math.round((count / total) * cells)
  const settled = block(sumOf(ledger) - queued - sending - sent)
  const begun = Math.min(cells - settled, block(sending + sent))
  return '█'.repeat(settled) + '▒'.repeat(begun) + '·'.repeat(cells - settled - begun)
}

/** Milliseconds: between two looks, until a ledger that stands still is done with, and until it is given up. */
interface Patience {
  readonly every: number
  /** A mail that was sent is not yet delivered; by SMTP we never hear more, so that must end some time. */
  readonly grace: number
  readonly most: number
}

const usual: Patience = { every: 100, grace: 5_000, most: 600_000 }

const awaits = (ledger: Ledger) => statesOf(ledger).some(([state]) => state === 'sent' || state === 'delayed')

/** Reads the ledger of an alert or a meeting again and again, until nothing in it is still to come. */
export const followLedger = async (
  read: () => Promise<Ledger>,
  show: (ledger: Ledger) => void = () => {},
  { every, grace, most }: Patience = usual,
): Promise<Ledger> => {
  const deadline = performance.now() + most
  let [before, since] = ['', performance.now()]
  for (;;) {
    const ledger = await read()
    const now = performance.now()
    const picture = JSON.stringify(ledger.counts)
    if (picture !== before) [before, since] = [picture, now]
    const done = ledger.sealed && !statesOf(ledger).some(([state]) => isOpen(state))
    if ((done && (!awaits(ledger) || now - since > grace)) || now > deadline) return ledger
    show(ledger)
    await sleep(every)
  }
}

/** When the mail of a delivery left, if it did. */
export const sentAt = ({ log }: Delivery) => log.find(({ state }) => wasTold(state))?.at
