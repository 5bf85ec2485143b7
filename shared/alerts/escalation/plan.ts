import { type AgendaRow, schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import type { Id } from '../../ids.ts'
import { haltRepeats } from '../../ledger/notification.ts'
import { getSettings } from '../../settings/repository.ts'
import type { Settings } from '../../settings/schema.ts'
import type { Action, Store } from '../../storage/store.ts'
import type { Alert } from '../schema.ts'
import { findEscalation, putEscalation } from './repository.ts'
import { type Escalation, type EscalationStep, escalationSteps } from './schema.ts'

type Policy = Settings['escalation'][keyof Settings['escalation']]

export const minutesOf = (policy: Policy): Readonly<Record<EscalationStep, number>> => ({
  remind: policy.remindAfter,
  'pass-on': policy.passOnAfter,
  'hand-over': policy.handOverAfter,
})

/** A step comes again until it is done: while the alert is halted, or its manifest not complete. */
const patience = 900

/** The row by which a step is taken. */
export const stepRow = (
  { id, content: { level } }: Pick<Alert, 'id' | 'content'>,
  step: EscalationStep,
  due: Date,
): AgendaRow => ({
  id: `escalate-${id}-${level}-${step}`,
  kind: 'alert-escalation',
  dueAt: due.toISOString(),
  every: patience,
  subject: id,
  data: { level, step },
})

/** The rows by which the silent of an alert of this level are asked again, from its issue on. */
export const escalationRows = (
  alert: Pick<Alert, 'id' | 'content'>,
  policy: Policy,
  now: Date,
): AgendaRow[] =>
  escalationSteps.map((step) =>
    stepRow(alert, step, new Date(now.getTime() + minutesOf(policy)[step] * 60_000)),
  )

/** The same for those who were told later, from when they were: who was told at once has had their steps by then. */
export const escalationForLate = async (
  store: Store,
  alert: Pick<Alert, 'id' | 'content'>,
  now: Date,
): Promise<Action[]> => {
  const policy = (await getSettings(store)).escalation[alert.content.level]
  return escalationRows(alert, policy, now).map((row) =>
    schedule({ ...row, id: `${row.id}-${now.getTime()}` }),
  )
}

const anewAmong = (notices: Escalation['notices']) =>
  notices.flatMap(({ tellsAnew, notificationId }) => (tellsAnew ? [notificationId] : []))

/** The notices since an alert's last issue that told contacts whom the issue itself was not for. */
export const toldAnewOf = async (store: Store, alertId: string): Promise<Id<'notification'>[]> =>
  anewAmong((await findEscalation(store, alertId))?.notices ?? [])

/**
 * What escalation adds to the transaction that issues a revision: the steps of a level that is new, an end to
 * reminders of the revision before, and the notices by which further contacts were told of it, whom this one
 * must reach as well.
 */
export const escalationAtIssue = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  alert: Pick<Alert, 'id' | 'content' | 'issues'>,
): Promise<{ toldSince: Id<'notification'>[]; actions: Action[] }> => {
  const { level, messageType } = alert.content
  const last = alert.issues.at(-1)
  const now = clock.now()
  const known = await findEscalation(store, alert.id)
  const notices = known?.notices ?? []
  const isPlanned = messageType === 'cancel' || known?.level === level
  const policy = (await getSettings(store)).escalation[level]
  return {
    toldSince: anewAmong(notices),
    actions: [
      putEscalation(alert.id, known, { level, notices: [] }),
      ...(isPlanned ? [] : escalationRows(alert, policy, now).map(schedule)),
      ...(last ? [haltRepeats(last.notificationId, now)] : []),
    ],
  }
}
