import { notInState } from './errors.ts'
import type { Alert, AlertState } from './schema.ts'

/** What may be done to an alert, from which states, and where it leads. */
export const steps = {
  changed: { from: ['draft'], to: 'draft' },
  'opened for comments': { from: ['draft'], to: 'commenting' },
  'closed for comments': { from: ['commenting'], to: 'draft' },
  submitted: { from: ['draft'], to: 'in-review' },
  returned: { from: ['in-review', 'approved'], to: 'draft' },
  approved: { from: ['in-review'], to: 'approved' },
  issued: { from: ['approved'], to: 'issued' },
  'issued as cancelled': { from: ['approved'], to: 'cancelled' },
  updated: { from: ['issued'], to: 'draft' },
  // A retraction does not wait for an update that somebody has begun.
  cancelled: { from: ['issued', 'draft', 'commenting', 'in-review', 'approved'], to: 'draft' },
  halted: { from: ['draft', 'commenting', 'in-review', 'approved', 'issued', 'cancelled'], to: undefined },
  resumed: { from: ['draft', 'commenting', 'in-review', 'approved', 'issued', 'cancelled'], to: undefined },
} as const satisfies Record<string, { from: readonly AlertState[]; to: AlertState | undefined }>

/** The state that a step leads to; refuses one that the lifecycle does not have from here. */
export const stepTo = (alert: Pick<Alert, 'state'>, step: keyof typeof steps): AlertState => {
  const { from, to }: { from: readonly AlertState[]; to: AlertState | undefined } = steps[step]
  if (!from.includes(alert.state)) throw notInState(alert.state, step)
  return to ?? alert.state
}
