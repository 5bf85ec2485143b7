import { type Actor, stampOf } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { record } from '../../events/record.ts'
import { findSituation } from '../../situations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { seats } from '../answers/board.ts'
import { coalitionOf } from '../coalition-of.ts'
import { nobodyPresent, noQuorum } from '../errors.ts'
import { audienceOf } from '../notice.ts'
import { countVoices, represented } from '../quorum/count.ts'
import { voicesOf } from '../quorum/read.ts'
import { findProxies, proxiesUnchanged } from '../quorum/repository.ts'
import { meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { enterOnceBegun } from './keep.ts'
import { attendanceUnchanged, createDecision, findAttendance } from './repository.ts'
import type { Decision, DecisionInput } from './schema.ts'

/** The situation a decision is on: its coalition's, or, of the whole alliance, the one that is named. */
const situationOf = async (deps: Deps, meeting: Meeting, { situationId }: DecisionInput) => {
  const own = (await coalitionOf(deps.store, meeting))?.situationId
  if (own && situationId && situationId !== own)
    throw invalid("is not the coalition's situation", '#/situationId')
  if (!own && situationId && !(await findSituation(deps.store, situationId)))
    throw invalid('is not a situation', '#/situationId')
  return own ?? situationId
}

const requireItem = ({ agendaItems = [] }: Meeting, { agendaItem }: DecisionInput) => {
  if (agendaItem !== undefined && agendaItem > agendaItems.length)
    throw invalid('is not an item of the agenda', '#/agendaItem')
}

/** Who is there at this moment, themselves or by proxy, and the guards that it is still so when it is written. */
const gathered = async (deps: Deps, meeting: Meeting) => {
  const { id, quorum } = meeting
  const [attendance, proxies] = await Promise.all([
    findAttendance(deps.store, id),
    findProxies(deps.store, id),
  ])
  if (attendance.present.length === 0) throw nobodyPresent()
  const places = quorum || proxies.given.length > 0 ? await seats(deps.store, meeting) : []
  const voices = await voicesOf(deps, meeting, { places, attendance, proxies })
  const standing = quorum && { ...countVoices(quorum, voices), by: 'attendance' as const }
  if (standing && !standing.reached) throw noQuorum()
  return {
    present: attendance.present,
    represented: represented(voices).map(({ organizationId, heldBy }) => ({ organizationId, heldBy })),
    ...(standing && { quorum: standing }),
    guards: [
      ...meetingUnchanged(meeting),
      attendanceUnchanged(id, attendance),
      proxiesUnchanged(id, proxies),
    ],
  }
}

interface Deciding {
  readonly id: Meeting['id']
  readonly input: DecisionInput
}

/** Records what a meeting has decided, with who is present at that moment. */
export const recordDecision = async (
  deps: Deps,
  actor: Actor,
  { id, input }: Deciding,
): Promise<Decision> => {
  // Drawn once, so that a request made again finds it under the same id however often it was decided anew.
  const decisionId = deps.ids.next('decision')
  return onFreshRead(async () => {
    const { meeting } = await enterOnceBegun(deps, actor, id)
    requireItem(meeting, input)
    const situationId = await situationOf(deps, meeting, input)
    const { guards, ...gathering } = await gathered(deps, meeting)
    const { coalitionId } = meeting
    const decision: Decision = {
      ...input,
      id: decisionId,
      meetingId: id,
      ...(coalitionId && { coalitionId }),
      ...(situationId && { situationId }),
      decidedAt: deps.clock.now().toISOString(),
      ...gathering,
      by: stampOf(actor),
      version: 1,
    }
    await deps.store.transact([
      ...guards,
      ...createDecision(decision),
      record(deps, actor, {
        type: 'meeting.decided',
        subject: id,
        audience: audienceOf(meeting),
        data: {
          decisionId: decision.id,
          present: decision.present.length,
          ...(coalitionId && { coalitionId }),
          ...(situationId && { situationId }),
        },
      }),
    ])
    return decision
  })
}
