import type { Actor } from '../access/actor.ts'
import { newDraft } from '../alerts/draft.ts'
import type { Deps } from '../deps.ts'
import { asIndicator, closeIntake, type Decided } from '../intake/close.ts'
import { draftFrom } from './draft-from.ts'
import { incomingClosed } from './errors.ts'
import { readIncoming } from './read.ts'
import { incomingAlerts } from './repository.ts'
import type { IncomingAlert, IncomingClosureInput } from './schema.ts'

const decide = async (
  deps: Deps,
  actor: Actor,
  { message }: IncomingAlert,
  closure: IncomingClosureInput,
): Promise<Decided> => {
  if (closure.outcome === 'dismissed') return { outcome: closure, actions: [] }
  if (closure.outcome === 'indicator') return asIndicator(deps, actor, closure)
  const { alert, actions } = await newDraft(deps, actor, draftFrom(message, closure.draft, deps.clock.now()))
  return { outcome: { outcome: 'draft', alertId: alert.id }, actions }
}

interface Closing {
  readonly id: string
  readonly version?: number | undefined
  readonly closure: IncomingClosureInput
}

/** Decides what becomes of a message: an indicator, a draft that goes the way of every other, or nothing, and why. */
export const closeIncoming = (
  deps: Deps,
  actor: Actor,
  { closure, ...named }: Closing,
): Promise<IncomingAlert> =>
  closeIntake(deps, actor, {
    ...{ ...named, kind: 'incoming-alert', read: readIncoming, replace: incomingAlerts.replace },
    decide: (before) => decide(deps, actor, before, closure),
    refusal: incomingClosed,
  })
