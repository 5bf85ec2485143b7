import type { Actor } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import type { Event, EventType } from '../../events/schema.ts'
import { putGate } from '../../ledger/gate.ts'
import { restartRow } from '../../ledger/restart.ts'
import { getSituation } from '../../situations/repository.ts'
import { revise } from '../../storage/collection.ts'
import type { Action } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { noticesOf } from '../announcement.ts'
import { withheldFrom, withholdingOf } from '../audience.ts'
import { happened } from '../happened.ts'
import type { Issue } from '../issue.ts'
import { replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { gateOf } from './gate.ts'
import { bringOut } from './publication.ts'

/** Organizations that the rule keeps out by now, whatever it said when the alert was submitted. */
export const withheldByNow = async (
  deps: Deps,
  { content, issue }: { content: Alert['content']; issue: Pick<Issue, 'withheldSince'> },
) => {
  const situation = await getSituation(deps.store, content.situationId)
  const { kept } = await withheldFrom(deps, content.audience, withholdingOf(situation))
  return distinct([...issue.withheldSince, ...kept.map(({ id }) => id)])
}

interface Passing {
  readonly before: Alert
  /** The last issue, as it stands from now on. */
  readonly issue: Issue
  readonly type: EventType
  readonly data: Event['data']
  /** What else follows from it. */
  readonly also?: readonly Action[]
}

/**
 * Changes who waits for what was issued last, in one transaction with the gate before its notification, whatever
 * becomes public by it, and the word that its open deliveries be looked at again.
 */
export const letPass = async (
  deps: Deps,
  actor: Actor,
  { before, issue, type, data, also = [] }: Passing,
): Promise<Alert> => {
  const now = deps.clock.now()
  const notices = noticesOf(issue)
  const passed = revise(before, { issues: [...before.issues.slice(0, -1), issue] }, now)
  const { alert: after, actions } = await bringOut(deps, actor, passed)
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...notices.flatMap((each) => [putGate(each, gateOf(issue)), schedule(restartRow(each, now))]),
    ...actions,
    ...also,
    happened(deps, actor, type, after, { data: { ...data, restarts: notices } }),
  ])
  return after
}
