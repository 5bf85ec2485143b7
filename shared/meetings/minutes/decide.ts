import { type Actor, stampOf } from '../../access/actor.ts'
import { findCoalition } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { record } from '../../events/record.ts'
import { findSituation } from '../../situations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { nobodyPresent } from '../errors.ts'
import { audienceOf } from '../notice.ts'
import { meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { enterOnceBegun } from './keep.ts'
import { attendanceUnchanged, createDecision, findAttendance } from './repository.ts'
import type { Decision, DecisionInput } from './schema.ts'

/** The situation a decision is on: its coalition's, or, of the whole alliance, the one that is named. */
const situationOf = async (deps: Deps, { coalitionId }: Meeting, { situationId }: DecisionInput) => {
  const coalition = coalitionId && (await findCoalition(deps.store, coalitionId))
  const own = coalition ? coalition.situationId : undefined
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

interface Deciding {
  readonly id: Meeting['id']
  readonly input: DecisionInput
}

/** Records what a meeting has decided, with who is present at that moment. */
export const recordDecision = async (deps: Deps, actor: Actor, { id, input }: Deciding): Promise<Decision> =>
  onFreshRead(async () => {
    const { meeting } = await enterOnceBegun(deps, actor, id)
    requireItem(meeting, input)
    const situationId = await situationOf(deps, meeting, input)
    const attendance = await findAttendance(deps.store, id)
    if (attendance.present.length === 0) throw nobodyPresent()
    const { coalitionId } = meeting
    const decision: Decision = {
      ...input,
      id: deps.ids.next('decision'),
      meetingId: id,
      ...(coalitionId && { coalitionId }),
      ...(situationId && { situationId }),
      decidedAt: deps.clock.now().toISOString(),
      present: attendance.present,
      by: stampOf(actor),
      version: 1,
    }
    await deps.store.transact([
      meetingUnchanged(meeting),
      attendanceUnchanged(id, attendance),
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
