import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Contact } from '../../organizations/schema.ts'
import { isStopped, stop } from '../halt.ts'
import { getAlert } from '../repository.ts'

/** Whom a link to stop an alert was made for. */
export interface Stopper {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly alertId: string
  readonly contact: Contact
}

/** The link is a coordinator's; it dies with the grant. */
const refuseOthers = ({ contact }: Stopper) => {
  if (!contact.grants.includes('coordinator')) throw notFound('link')
}

/** Whether the alert is stopped, and, where it is held, when it goes out. */
export const readStop = async (deps: Deps, stopper: Stopper) => {
  refuseOthers(stopper)
  const alert = await getAlert(deps.store, stopper.alertId)
  const { issues, held } = alert
  return {
    isStoppable: issues.length > 0 || held !== undefined,
    isStopped: isStopped(alert),
    until: held && !held.stopped ? held.until : undefined,
  }
}

/** Halts an alert without signing in: who is told that one person acts alone must be able to stop it at once. */
export const stopByLink = async (deps: Deps, stopper: Stopper): Promise<void> => {
  refuseOthers(stopper)
  await stop(deps, stopper.actor, { id: stopper.alertId })
}
