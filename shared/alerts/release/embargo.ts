import { type Actor, system } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { noEmbargoAhead } from '../errors.ts'
import { escalationForLate } from '../escalation/plan.ts'
import { hasExpired } from '../expiry.ts'
import type { Issue } from '../issue.ts'
import { lastIssued } from '../issued.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { letPass, withheldByNow } from './let-pass.ts'
import { bringOut } from './publication.ts'
import type { Embargo, Wait } from './schema.ts'
import { endOfEmbargo } from './times.ts'

/** Which classes wait for what goes out at this moment, and until when. */
export const waitsFrom = ({ embargoes }: Pick<Alert['content'], 'embargoes'>, now: Date): Wait[] =>
  embargoes
    .map((each) => ({ class: each.class, until: new Date(endOfEmbargo(each, now.getTime())).toISOString() }))
    .filter(({ until }) => Date.parse(until) > now.getTime())

/** The classes that were to be told of the revision before no more, unless this one names them anew. */
export const calledOffBefore = ({ content, issues }: Pick<Alert, 'content' | 'issues'>): Wait[] =>
  (issues.at(-1)?.waits ?? []).filter(
    (wait) => wait.ended === 'called-off' && !content.embargoes.some((each) => each.class === wait.class),
  )

/** The embargoes that a revision which follows begins with: those of the issue before it that are not over. */
export const embargoesAhead = ({ waits }: Pick<Issue, 'waits'>, now: Date): Embargo[] =>
  waits
    .filter(({ until, ended }) => !ended && Date.parse(until) > now.getTime())
    .map((wait) => ({ class: wait.class, until: wait.until }))

/** One row for each time at which somebody need wait no longer. */
export const scheduleEmbargoes = ({ id, issues }: Alert): Action[] => {
  const { waits, revision } = issues.at(-1)!
  return distinct(waits.map(({ until }) => until)).map((dueAt) =>
    schedule({ id: `embargo-${id}-${revision}`, kind: 'alert-embargo', dueAt, every: 60, subject: id }),
  )
}

/**
 * Lets those be told whose embargo is over: at this moment it is seen again whether the alert is still valid and
 * whom it must not reach. With the last embargo, a public alert comes before everybody's eyes.
 */
export const endEmbargoes = (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await getAlert(deps.store, id)
    const issue = before.issues.at(-1)
    const issued = await lastIssued(deps.store, before)
    if (!issue || !issued) return
    const { content } = issued
    const now = deps.clock.now()
    const isOver = ({ ended, until }: Wait) => !ended && Date.parse(until) <= now.getTime()
    const over = issue.waits.filter(isOver).map((wait) => wait.class)
    if (over.length === 0) {
      const { alert, actions } = await bringOut(deps, system, revise(before, {}, now))
      if (actions.length > 0) await deps.store.transact([...replaceAlert(before, alert), ...actions])
      return
    }
    const isPast = content.messageType !== 'cancel' && hasExpired(content, now)
    const ended = isPast ? ('expired' as const) : ('told' as const)
    const waits = issue.waits.map((wait) => (isOver(wait) ? { ...wait, ended } : wait))
    const withheldSince = await withheldByNow(deps, { content, issue })
    await letPass(deps, system, {
      before,
      issue: { ...issue, waits, withheldSince },
      type: 'alert.embargo-ended',
      data: { classes: over, ended },
      also:
        ended === 'told' && content.messageType !== 'cancel'
          ? await escalationForLate(deps.store, { ...before, content }, now)
          : [],
    })
  })

interface CallingOff {
  readonly id: string
  readonly class: Embargo['class']
  readonly version?: number | undefined
}

/** A class that still waits will not be told of this revision at all; the others and the public page stay as they are. */
export const callOffEmbargo = (
  deps: Deps,
  actor: Actor,
  { id, class: of, version }: CallingOff,
): Promise<Alert> => {
  permit(actor, 'alert.halt')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      const issue = before.issues.at(-1)
      const now = deps.clock.now()
      const isMeant = (wait: Wait) =>
        wait.class === of && !wait.ended && Date.parse(wait.until) > now.getTime()
      if (!issue?.waits.some(isMeant)) throw noEmbargoAhead()
      const waits = issue.waits.map((wait) =>
        isMeant(wait) ? { ...wait, ended: 'called-off' as const } : wait,
      )
      return letPass(deps, actor, {
        before,
        issue: { ...issue, waits },
        type: 'alert.embargo-called-off',
        data: { classes: [of] },
      })
    },
    version === undefined ? undefined : 1,
  )
}
