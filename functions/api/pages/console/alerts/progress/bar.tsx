import { type DeliveryState, deliveryStates } from '../../../../../../shared/ledger/delivery.ts'

/** The states in which a mail has come to grief, worst first. */
export const grievous: readonly DeliveryState[] = ['bounced', 'complained', 'rejected', 'failed', 'inDoubt']

export const colourOf = (state: DeliveryState) => {
  if (grievous.includes(state)) return 's-bad'
  return ['delivered', 'sent', 'sending', 'queued'].includes(state) ? `s-${state}` : 's-other'
}

/** What the bar and the numbers beside it tell apart: always all of them, so that nothing moves when one comes up. */
export const colours = ['s-delivered', 's-sent', 's-sending', 's-queued', 's-bad', 's-other'] as const

export const countsByColour = (counts: Counts) =>
  colours.map((colour) => ({
    colour,
    count: deliveryStates
      .filter((state) => colourOf(state) === colour)
      .reduce((sum, state) => sum + (counts[state] ?? 0), 0),
  }))

/** In the order in which the bar fills: what has arrived, what is on its way, what went wrong, what waits. */
export const order: readonly DeliveryState[] = [
  'delivered',
  'sent',
  'sending',
  ...deliveryStates.filter(
    (state) => !['delivered', 'sent', 'sending', 'queued', ...grievous].includes(state),
  ),
  ...grievous,
  'queued',
]

export type Counts = Partial<Record<DeliveryState, number>>

export const Bar = ({ counts, total, label }: { counts: Counts; total: number; label: string }) => {
  let at = 0
  const parts = order.flatMap((state) => {
    const count = counts[state] ?? 0
    if (count === 0) return []
    const part = { state, at, width: (count * 1000) / total }
    at += part.width
    return [part]
  })
  return (
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={label}>
      {parts.map(({ state, at, width }) => (
        <rect class={colourOf(state)} x={at.toFixed(2)} y="0" width={width.toFixed(2)} height="10" />
      ))}
    </svg>
  )
}
