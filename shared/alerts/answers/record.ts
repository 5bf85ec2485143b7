import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import { nothingTold, type Told } from '../../ledger/announce.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { noSuchAlert } from '../errors.ts'
import { settleCalls } from '../escalation/calls.ts'
import { happened } from '../happened.ts'
import { asIssued } from '../issued.ts'
import { getAlert, wasAddressed } from '../repository.ts'
import type { Alert } from '../schema.ts'
import {
  type AlertAnswer,
  type AnswerInput,
  follow,
  type Giver,
  isOffered,
  isRestless,
  saidBefore,
} from './answer.ts'
import { answeredTooOften, notOffered } from './errors.ts'
import { findAnswer, putAnswer } from './repository.ts'

export interface Answering {
  readonly alertId: string
  readonly giver: Giver
  /** `undo` takes the last answer back, to what stood before. */
  readonly said: AnswerInput | 'undo'
  /** What else is to be done when the answer is a new one. */
  readonly also?: (alert: Alert, after: AlertAnswer) => Told
}

/** An alert as its addressee was told of it last, and what their organization answered. */
export const addressedAlert = async (deps: Deps, alertId: string, organizationId: string) => {
  const [alert, organization, isAddressed, answer] = await Promise.all([
    getAlert(deps.store, alertId),
    findOrganization(deps.store, organizationId),
    wasAddressed(deps.store, organizationId, alertId),
    findAnswer(deps.store, alertId, organizationId),
  ])
  const issued = await asIssued(deps.store, alert, organization)
  if (!issued || !isAddressed) throw noSuchAlert()
  return { alert: issued, answer }
}

/** What a coordinator must look into: somebody needs help, the facts are in doubt, or the desk is the wrong one. */
const needsSomebody: readonly unknown[] = ['cannot', 'disputes', 'not-for-us']

/** The task, and the notice to whoever is on duty, of an answer that needs a coordinator. */
const handToCoordinator = async (
  deps: Deps,
  alert: Alert,
  { answer, organizationId, version }: AlertAnswer,
) => {
  if (!needsSomebody.includes(answer)) return nothingTold
  const task = await openTask(deps, {
    kind: 'alert-answer',
    subject: alert.id,
    organizationId,
    cause: `${organizationId} ${version}`,
  })
  const { reference } = alert.issues.at(-1)!
  const told = await tellDuty(deps, { subject: alert.id, key: 'alert-answer-waits', params: { reference } })
  return { ...told, actions: [...task.actions, ...told.actions] }
}

const decide = (before: AlertAnswer | undefined, { giver, said }: Answering, now: Date) => {
  if (said === 'undo') return before && follow(before, saidBefore(before), giver, now)
  if (!isOffered(giver.relation, said.answer)) throw notOffered()
  return follow(before, said, giver, now)
}

/** Records what an organization that was told of the alert says to it. The same answer again changes nothing. */
export const recordAnswer = async (deps: Deps, actor: Actor, answering: Answering) =>
  onFreshRead(async () => {
    const { alertId, giver, also } = answering
    const { alert, answer: before } = await addressedAlert(deps, alertId, giver.organizationId)
    const now = deps.clock.now()
    const after = decide(before, answering, now)
    if (!after || after === before) return before
    if ((giver.by === 'link' || giver.by === 'mail') && before && isRestless(before, now))
      throw answeredTooOften()
    const further = also?.(alert, after) ?? nothingTold
    const waiting = await handToCoordinator(deps, alert, after)
    const { organizationId, by } = giver
    await deps.store.transact([
      putAnswer(alertId, before, after),
      ...further.actions,
      ...waiting.actions,
      // Whoever has answered need not be called any more.
      ...(after.answer === null ? [] : await settleCalls(deps, actor, { alertId, organizationId })),
      happened(deps, actor, 'alert.answered', alert, {
        data: { organizationId, by, ...(after.answer && { answer: after.answer }) },
        notifications: [...further.notifications, ...waiting.notifications],
      }),
    ])
    return after
  })
