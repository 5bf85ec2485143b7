import { type Actor, type Person, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import { refuseResting } from '../../identity/resting.ts'
import { putGate } from '../../ledger/gate.ts'
import { liftHalt } from '../../ledger/notification.ts'
import { restartRow } from '../../ledger/restart.ts'
import { getSettings } from '../../settings/repository.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { noticesOf } from '../announcement.ts'
import { notInState } from '../errors.ts'
import { requireAhead } from '../expiry.ts'
import { happened } from '../happened.ts'
import { lastIssued } from '../issued.ts'
import { stepTo } from '../lifecycle.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { isInDoubt } from './approvals.ts'
import { gateOf } from './gate.ts'
import { goesOutAt, scheduleRelease, settleStopped } from './hold.ts'
import { withheldByNow } from './let-pass.ts'
import { bringOut } from './publication.ts'
import { releaseWhenDue } from './release.ts'

/** The first of two: everybody else hears of it, so that a second can agree, or object. */
const ask = async (deps: Deps, actor: Person, before: Alert) => {
  const now = deps.clock.now()
  const after = revise(before, { resumption: { by: stampOf(actor), at: now.toISOString() } }, now)
  const told = await tellCoordinators(deps, {
    subject: before.id,
    key: 'resumption-asked',
    params: {},
    urgent: true,
    but: actor.contactId,
  })
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...told.actions,
    happened(deps, actor, 'alert.resumption-asked', after, { notifications: told.notifications }),
  ])
  return after
}

/** What was stopped before it went out is held anew, from now on. */
const holdAnew = async (deps: Deps, actor: Person, before: Alert) => {
  const now = deps.clock.now()
  const { stopped: _, ...rest } = before.held!
  const settings = await getSettings(deps.store)
  const until = goesOutAt(before.content, { settings, alone: rest.breakGlass !== undefined, now })
  const held = { ...rest, until }
  const after = revise(before, { held, resumption: undefined }, now)
  await deps.store.transact([
    ...replaceAlert(before, after),
    scheduleRelease(before, held),
    ...(await settleStopped(deps, actor, before)),
    happened(deps, actor, 'alert.resumed', after, { data: { releaseAt: until } }),
  ])
  return after
}

/**
 * What was issued last goes on to whoever has not been told, but for those whom it must not reach by now. Earlier
 * notices stay halted: their recipients are those of the last one, which overtakes them.
 */
const goOn = async (deps: Deps, actor: Person, before: Alert) => {
  const now = deps.clock.now()
  const { content } = (await lastIssued(deps.store, before))!
  if (content.messageType !== 'cancel') requireAhead(content, now)
  const last = before.issues.at(-1)!
  const notices = noticesOf(last)
  const issue = { ...last, withheldSince: await withheldByNow(deps, { content, issue: last }) }
  const issues = [...before.issues.slice(0, -1), issue]
  const lifted = revise(before, { issues, halted: false, resumption: undefined }, now)
  const { alert: after, actions } = await bringOut(deps, actor, lifted)
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...notices.flatMap((each) => [liftHalt(each), schedule(restartRow(each, now))]),
    ...notices.map((each) => putGate(each, gateOf(issue))),
    ...actions,
    happened(deps, actor, 'alert.resumed', after, { data: { restarts: notices } }),
  ])
  return after
}

interface Resumption {
  readonly id: string
  readonly version?: number | undefined
}

/** Lets go on what was stopped, once two persons have asked for it; the first who does only asks. */
const askToResume = (deps: Deps, actor: Actor, { id, version }: Resumption): Promise<Alert> => {
  permit(actor, 'alert.resume')
  const person = actor as Person
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      stepTo(before, 'resumed')
      const { held, halted, state, resumption } = before
      if (!halted && !held?.stopped) throw notInState(state, 'resumed')
      await refuseResting(deps, person)
      if (!resumption || (await isInDoubt(deps, resumption))) return ask(deps, person, before)
      if (resumption.by.contactId === person.contactId) return before
      return held?.stopped ? holdAnew(deps, person, before) : goOn(deps, person, before)
    },
    version === undefined ? undefined : 1,
  )
}

/** As `askToResume`; what need not wait has gone out when it answers. */
export const resumeAlert = async (deps: Deps, actor: Actor, resumption: Resumption): Promise<Alert> => {
  const after = await askToResume(deps, actor, resumption)
  const { held } = after
  if (!held || held.stopped || Date.parse(held.until) > deps.clock.now().getTime()) return after
  await releaseWhenDue(deps, after.id)
  return getAlert(deps.store, after.id)
}
