import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { findSituation } from '../situations/repository.ts'
import { definitionsVersion } from '../situations/vocabulary.ts'
import { newRecord } from '../storage/collection.ts'
import type { AlertInput } from './content.ts'
import { refuseUnfit } from './desk/merge.ts'
import { noSuchSituationHere } from './errors.ts'
import { requireAhead } from './expiry.ts'
import { happened } from './happened.ts'
import { createAlert } from './repository.ts'
import type { Alert } from './schema.ts'
import { touchedBy } from './touch.ts'

/** What nobody has done with an alert yet. */
export const untouched = {
  commentRounds: [],
  approvals: [],
  issues: [],
  reviews: [],
  halted: false,
} satisfies Partial<Alert>

/** A new alert, for the transaction of whoever gives rise to it. */
export const newDraft = async (deps: Deps, actor: Actor, input: AlertInput) => {
  permit(actor, 'alert.draft')
  const now = deps.clock.now()
  requireAhead(input, now)
  const content = { ...input, levelDefinition: definitionsVersion, messageType: 'alert' } as const
  refuseUnfit(content)
  if (!(await findSituation(deps.store, input.situationId))) throw noSuchSituationHere()
  const alert: Alert = {
    id: deps.ids.next('alert'),
    state: 'draft',
    revision: 1,
    content,
    touchedBy: touchedBy(actor),
    ...untouched,
    ...newRecord(now),
  }
  return { alert, actions: [...createAlert(alert), happened(deps, actor, 'alert.drafted', alert)] }
}

/** Begins an alert. Nobody hears of it before it was submitted and approved. */
export const draftAlert = async (deps: Deps, actor: Actor, input: AlertInput): Promise<Alert> => {
  const { alert, actions } = await newDraft(deps, actor, input)
  await deps.store.transact(actions)
  return alert
}
