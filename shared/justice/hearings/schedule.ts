import type { Actor } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { instantOf, minutesAfter } from '../../meetings/time.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import { happened } from '../happened.ts'
import { cases, getCase, type Paging } from '../repository.ts'
import { getHearing, hearings, hearingsIn, hearingsOf } from './repository.ts'
import type { Hearing, HearingChange, HearingInput } from './schema.ts'

const timesOf = ({ startsAt, timeZone, offset, durationMinutes }: HearingInput) => {
  const startsAtUtc = instantOf(startsAt, { timeZone, offset }, '#/startsAt')
  return { startsAtUtc, endsAtUtc: minutesAfter(startsAtUtc, durationMinutes) }
}

/** Enters a hearing in the calendar of a case. */
export const scheduleHearing = async (
  deps: Deps,
  actor: Actor,
  { caseId, input }: { caseId: string; input: HearingInput },
): Promise<Hearing> => {
  permit(actor, 'case.keep')
  const of = await getCase(deps.store, caseId)
  const made: Hearing = {
    ...input,
    ...timesOf(input),
    id: deps.ids.next('hearing'),
    caseId: of.id,
    status: 'scheduled',
    sequence: 0,
    ...newRecord(deps.clock.now()),
  }
  await deps.store.transact([
    ...hearings.create(made),
    cases.unchanged(of),
    ...(await happened(deps, actor, 'case.hearing-scheduled', of)),
  ])
  return made
}

interface Change {
  readonly caseId: string
  readonly id: string
  readonly version: number
  readonly change: HearingChange
}

const moved = (a: Hearing, b: Hearing) =>
  a.startsAtUtc !== b.startsAtUtc || a.endsAtUtc !== b.endsAtUtc || a.status !== b.status

/** Moves a hearing, calls it off, or says more of it. */
export const changeHearing = async (
  deps: Deps,
  actor: Actor,
  { version, change, ...named }: Change,
): Promise<Hearing> => {
  permit(actor, 'case.keep')
  const [of, before] = [await getCase(deps.store, named.caseId), await getHearing(deps.store, named)]
  requireVersion('hearing', before, version)
  // An offset tells two instants of one time apart; of another time it says nothing.
  const offset = change.startsAt || change.timeZone ? change.offset : (change.offset ?? before.offset)
  const said = Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? undefined]))
  const given = { ...before, ...said, offset } as Hearing
  const timed = { ...given, ...timesOf(given) }
  const sequence = before.sequence + (moved(before, timed) ? 1 : 0)
  const after = revise(before, { ...timed, sequence }, deps.clock.now())
  await deps.store.transact([
    ...hearings.replace(before, after),
    cases.unchanged(of),
    ...(await happened(deps, actor, 'case.hearing-changed', of)),
  ])
  return after
}

/** The hearings of a case, the earliest first. */
export const listHearings = async (
  deps: Deps,
  actor: Actor,
  { caseId, page }: { caseId: string; page: Paging },
) => {
  permitToKnow(actor, 'case.read', 'case')
  await getCase(deps.store, caseId)
  return hearingsIn(deps.store, hearingsOf(caseId), page)
}

export const readHearing = async (
  deps: Deps,
  actor: Actor,
  named: { caseId: string; id: string },
): Promise<Hearing> => {
  permitToKnow(actor, 'case.read', 'case')
  return getHearing(deps.store, named)
}
