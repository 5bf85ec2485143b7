import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { definitionsVersion } from '../situations/vocabulary.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { unscheduleRound, withRoundClosed } from './comments/round.ts'
import type { AlertChange, CancellationInput } from './content.ts'
import { type ContentChange, merged, withoutComparing } from './desk/merge.ts'
import { audienceStays, exerciseStays, notInState, revisedTooOften } from './errors.ts'
import { happened } from './happened.ts'
import { lastIssued } from './issued.ts'
import { stepTo } from './lifecycle.ts'
import { embargoesAhead } from './release/embargo.ts'
import { nothingApproved, settleStopped, unscheduleRelease } from './release/hold.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert } from './schema.ts'
import { touchedBy } from './touch.ts'

/** A change of content; a level that is set anew is set by the definitions of today. */
const changed = ({ content, issues }: Alert, change: ContentChange): Alert['content'] => {
  const isOut = issues.length > 0
  if (isOut && change.exercise !== undefined && change.exercise !== content.exercise) throw exerciseStays()
  if (isOut && change.audience && !isDeepStrictEqual(change.audience, content.audience)) throw audienceStays()
  return { ...merged(content, change), ...(change.level && { levelDefinition: definitionsVersion }) }
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: AlertChange
}

/** Changes a draft; whoever does so will not approve it. */
export const changeAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Alert> => {
  permit(actor, 'alert.update')
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const state = stepTo(before, 'changed')
  const after = revise(
    before,
    { state, content: changed(before, change), touchedBy: touchedBy(actor, before.touchedBy) },
    deps.clock.now(),
  )
  await deps.store.transact([
    ...replaceAlert(before, after),
    happened(deps, actor, 'alert.updated', after, { data: { fields: Object.keys(change) } }),
  ])
  return after
}

/** A halt stops the notices of all of them in one transaction. */
const mostRevisions = 50

interface Revision {
  readonly id: string
  readonly version?: number | undefined
  readonly step: 'updated' | 'cancelled'
  readonly change: ContentChange
}

/** The revision after the one in force, which it starts from; what else was being written gives way. */
const beginRevision = async (deps: Deps, actor: Actor, { id, version, step, change }: Revision) => {
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const state = stepTo(before, step)
  const issued = await lastIssued(deps.store, before)
  if (!issued) throw notInState(before.state, step)
  if (step === 'updated' && issued.revision >= mostRevisions) throw revisedTooOften()
  const now = deps.clock.now()
  const anew = { issueAt: null, embargoes: embargoesAhead(before.issues.at(-1)!, now) }
  const after = revise(
    before,
    {
      ...nothingApproved,
      state,
      revision: issued.revision + 1,
      content: changed({ ...before, content: withoutComparing(issued.content) }, { ...anew, ...change }),
      touchedBy: touchedBy(actor),
      commentRounds: withRoundClosed(before, now),
      remarks: undefined,
    },
    now,
  )
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...unscheduleRelease(before),
    ...(await settleStopped(deps, actor, before)),
    ...unscheduleRound(before),
    happened(deps, actor, 'alert.drafted', after),
  ])
  return after
}

interface Update {
  readonly id: string
  readonly version?: number | undefined
  readonly change: AlertChange
}

/** Begins the next revision of an alert that is out; the issued one stays in force until this one is issued. */
export const updateAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Update,
): Promise<Alert> => {
  permit(actor, 'alert.update')
  const revision = { ...change, messageType: 'update' } as const
  return beginRevision(deps, actor, { id, version, step: 'updated', change: revision })
}

interface Cancellation {
  readonly id: string
  readonly version?: number | undefined
  readonly cancellation: CancellationInput
}

/** Begins the revision that ends an alert: retracted, danger passed or superseded. */
export const cancelAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, cancellation }: Cancellation,
): Promise<Alert> => {
  permit(actor, 'alert.cancel')
  const { reason: cancelReason, texts } = cancellation
  const gone = { issuedBy: null, wordings: null }
  const change = { ...gone, messageType: 'cancel', cancelReason, texts } as const
  return beginRevision(deps, actor, { id, version, step: 'cancelled', change })
}
