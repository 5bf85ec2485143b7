import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import type { Id } from '../../ids.ts'
import { announce } from '../../ledger/announce.ts'
import { getNotification } from '../../ledger/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import type { Action } from '../../storage/store.ts'
import { openTask } from '../../tasks/open.ts'
import { happened } from '../happened.ts'
import type { Issue } from '../issue.ts'
import { alertUnchanged } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { withoutHands } from '../translations/hands.ts'
import { callTask } from './calls.ts'
import { findEscalation, putEscalation, putPursuit } from './repository.ts'
import type { Pursuit, StepTaken } from './schema.ts'

/** An alert as it was issued last. */
export interface InForce {
  readonly alert: Alert
  readonly issue: Issue
}

/** One organization to be pursued, and the step to be taken. */
export interface Pursued {
  readonly organization: Organization
  readonly before: Pursuit | undefined
  readonly taken: Omit<StepTaken, 'at' | 'level'>
}

/** So many organizations are pursued in one transaction; a task takes four writes. */
export const mostAtOnce = { ask: 25, handOver: 12 }

const followUp = (
  { organization, before, taken }: Pursued,
  level: Alert['content']['level'],
  at: string,
) => ({
  organizationId: organization.id,
  steps: [...(before?.steps ?? []), { ...taken, level, at }],
  version: (before?.version ?? 0) + 1,
})

const pursue = ({ id, content }: Alert, pursued: readonly Pursued[], now: Date): Action[] =>
  pursued.map((each) => putPursuit(id, each.before, followUp(each, content.level, now.toISOString())))

const audienceOf = (pursued: readonly Pursued[]) =>
  pursued.map(({ organization, taken }) => ({
    organizationId: organization.id,
    contactId: taken.contactId as Id<'contact'>,
  }))

interface Asking {
  readonly pursued: readonly Pursued[]
  /** Whether the issue itself was not for these contacts. */
  readonly tellsAnew: boolean
}

/** Sends the alert once more, as it was issued last, to contacts who are asked; all take the same step for one cause. */
export const askContacts = async (deps: Deps, { alert, issue }: InForce, { pursued, tellsAnew }: Asking) => {
  const { step, because } = pursued[0]!.taken
  const known = await findEscalation(deps.store, alert.id)
  const { content } = await getNotification(deps.store, issue.notificationId)
  // With the translations that have come since.
  const texts = alert.content.texts.map(withoutHands)
  const asked = step === 'remind' ? undefined : because === 'silence' ? 'silence' : 'unreached'
  const told = announce(deps, {
    kind: 'alert-reminder',
    subject: alert.id,
    recipients: { of: 'contacts', contacts: audienceOf(pursued) },
    content: { ...(content as object), texts, reminder: true, ...(asked && { asked }), first: tellsAnew },
    urgent: alert.content.level === 'emergency',
    repeats: issue.notificationId,
  })
  const notices = [...(known?.notices ?? []), { notificationId: told.id, tellsAnew }]
  await deps.store.transact([
    // Not after somebody has halted it.
    alertUnchanged(alert),
    // Who hears of it by this alone must hear of what follows.
    ...(tellsAnew ? [putEscalation(alert.id, known, { level: alert.content.level, notices })] : []),
    ...pursue(alert, pursued, deps.clock.now()),
    ...told.actions,
    happened(deps, system, 'alert.escalated', alert, {
      data: { step, because, organizations: pursued.length },
      notifications: [told.id],
    }),
  ])
}

/** Gives organizations to whoever is on duty: a person has to call each. */
export const handOver = async (deps: Deps, { alert, issue }: InForce, pursued: readonly Pursued[]) => {
  const { because } = pursued[0]!.taken
  const tasks = await Promise.all(
    pursued.map(({ organization }) =>
      openTask(deps, {
        ...callTask(alert.id, organization.id, alert.content.level),
        organizationId: organization.id,
      }),
    ),
  )
  const told = await tellDuty(deps, {
    subject: alert.id,
    key: 'alert-unanswered',
    params: { reference: issue.reference, count: String(pursued.length) },
    urgent: alert.content.level === 'emergency',
  })
  await deps.store.transact([
    alertUnchanged(alert),
    ...pursue(alert, pursued, deps.clock.now()),
    ...tasks.flatMap(({ actions }) => actions),
    ...told.actions,
    happened(deps, system, 'alert.escalated', alert, {
      data: { step: 'hand-over', because, organizations: pursued.length },
      notifications: told.notifications,
    }),
  ])
}
