import { system } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { nothingTold, toldTogether } from '../../ledger/announce.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { countAnswers, type Place, seats } from '../answers/board.ts'
import { tellOrganizer } from '../organizer.ts'
import { quorumStanding } from '../quorum/read.ts'
import { getMeeting, meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { endOf } from '../state.ts'
import { completionRow } from './plan.ts'
import { keepTold, toldSoFar } from './told.ts'

/** Has it looked at whether all have answered, after so many answers as may come in the meantime. */
export const lookAtAnswersSoon = (deps: Deps, id: Meeting['id']) =>
  deps.store.write(schedule(completionRow(id, deps.clock.now())))

const words = ({ delegates, organizations }: ReturnType<typeof countAnswers>) => {
  const { accepted, tentative, declined, silent } = organizations
  return Object.fromEntries(
    Object.entries({ accepted, tentative, declined, silent, delegates }).map(([name, count]) => [
      name,
      String(count),
    ]),
  )
}

/** A word to the organizer where there must be a quorum and there is none. */
const tellIfMissed = async (deps: Deps, meeting: Meeting, places: readonly Place[]) => {
  const standing = await quorumStanding(deps, meeting, places)
  if (!standing || standing.reached) return nothingTold
  const params = { counted: String(standing.counted), required: String(standing.required) }
  return tellOrganizer(deps, meeting, {
    key: 'meeting-quorum-missed',
    params: { title: meeting.title, ...params },
  })
}

/**
 * Tells who called a meeting what was answered, once: when every organization has, or when the deadline passes.
 * @param deadline of which this is, if it is of one; another deadline was set in the meantime, and it is nothing
 */
export const sumUp = async (deps: Deps, id: Meeting['id'], deadline?: string): Promise<void> =>
  onFreshRead(async () => {
    const meeting = await getMeeting(deps.store, id)
    const { status, startsAtUtc, rsvpBy = '', title, occurrence } = meeting
    const now = deps.clock.now().toISOString()
    // To one of a series all have answered with the series.
    if (occurrence && !rsvpBy) return
    if (status === 'cancelled' || endOf(meeting) <= now || (deadline !== undefined && deadline !== rsvpBy))
      return
    const name = `answers#${startsAtUtc}#${rsvpBy}`
    if ((await toldSoFar(deps.store, id, name)).length > 0) return
    const places = await seats(deps.store, meeting)
    const counts = countAnswers(places)
    const complete = counts.organizations.silent === 0
    if (deadline === undefined && !complete) return
    const told = toldTogether([
      await tellOrganizer(deps, meeting, {
        key: complete ? 'meeting-answers-complete' : 'meeting-answers-closed',
        params: { title, ...words(counts) },
      }),
      await tellIfMissed(deps, meeting, places),
    ])
    await deps.store.transact([
      ...meetingUnchanged(meeting),
      keepTold(id, name, 0, { contactIds: [], at: now }),
      ...told.actions,
      record(deps, system, {
        type: complete ? 'meeting.answers-complete' : 'meeting.answers-closed',
        subject: id,
        audience: forCoordinators,
        data: { silent: counts.organizations.silent },
        notifications: told.notifications,
      }),
    ])
  })
