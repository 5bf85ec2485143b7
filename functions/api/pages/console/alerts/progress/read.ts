import type { Context } from 'hono'
import { permitToKnow } from '../../../../../../shared/access/permit.ts'
import { readAlert } from '../../../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { spansOf } from '../../../../../../shared/alerts/timings.ts'
import { notFound } from '../../../../../../shared/errors.ts'
import { deliveryStates, isOpen } from '../../../../../../shared/ledger/delivery.ts'
import { deliveriesPage, ledgerOf } from '../../../../../../shared/ledger/read.ts'
import { findOrganizations } from '../../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../../shared/text.ts'
import type { Env } from '../../../../http/env.ts'
import { idIn } from '../../shell/path.ts'
import { readerOf } from '../../shell/session.ts'
import { grievous } from './bar.tsx'

/** Times and failures are read mail by mail, of so many at most; of more, the numbers alone are shown. */
const mostRead = 500
const mostNamed = 50

/** How the last notice of an alert stands, and who was not reached. */
const progressOf = async (c: Context<Env>, alert: Alert) => {
  const { store } = c.var.deps
  const last = alert.issues.at(-1)
  if (!last) throw notFound('notification')
  const [ledger, lines] = await Promise.all([
    ledgerOf(store, last.notificationId),
    deliveriesPage(store, last.notificationId, { limit: mostRead }),
  ])
  const isGrievous = ({ state }: (typeof lines.items)[number]) =>
    grievous.includes(state) || state === 'skipped'
  const failed = lines.items.filter(isGrievous).slice(0, mostNamed)
  const organizations = await findOrganizations(
    store,
    distinct(failed.map(({ organizationId }) => organizationId)),
  )
  return {
    last,
    ledger,
    failed,
    names: new Map<string, string>(organizations.map(({ id, name }) => [id, name])),
    times: lines.next ? undefined : spansOf(lines.items, last.issuedAt),
  }
}

export type Progress = Awaited<ReturnType<typeof progressOf>>

/** For so long a server's word on what was sent to it is waited for. */
const patience = 15 * 60_000

/** It moves as long as somebody is to be told yet, or a server has just been given a mail. */
const moves = ({ last, ledger: { sealed, counts } }: Progress, { halted }: Alert, now: Date) => {
  const isRecent = now.getTime() - Date.parse(last.issuedAt) < patience
  const awaited = (state: (typeof deliveryStates)[number]) => isOpen(state) || (state === 'sent' && isRecent)
  return !halted && (!sealed || deliveryStates.some((state) => awaited(state) && (counts[state] ?? 0) > 0))
}

export const readAlertToWatch = (c: Context<Env>): Promise<Alert> => {
  permitToKnow(c.var.actor, 'alert.read-deliveries', 'alert')
  return readAlert(c.var.deps, c.var.actor, idIn(c, 'alert'))
}

export const readProgress = async (c: Context<Env>, alert: Alert) => {
  const [reader, progress] = await Promise.all([readerOf(c), progressOf(c, alert)])
  return { alert, reader, progress, moving: moves(progress, alert, c.var.deps.clock.now()) }
}
