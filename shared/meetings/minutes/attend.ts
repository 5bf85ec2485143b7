import { isDeepStrictEqual } from 'node:util'
import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { forCoordinators, forLeads, record } from '../../events/record.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import type { Meeting } from '../schema.ts'
import { isCalled, meetingKnownTo } from '../standing.ts'
import { enterOnceBegun } from './keep.ts'
import { findAttendance, putAttendance } from './repository.ts'
import type { Attendance, AttendanceInput } from './schema.ts'

/** Only whom the meeting is for can be there. */
const requireCalled = async (deps: Deps, meeting: Meeting, { present }: AttendanceInput) => {
  const ids = present.map(({ organizationId }) => organizationId)
  const found = await findOrganizations(deps.store, ids)
  const called = await Promise.all(
    ids.map(async (organizationId) => {
      const organization = found.find(({ id }) => id === organizationId)
      if (!organization) return false
      return isCalled(deps.store, meeting, { organizationId, relation: organization.relation })
    }),
  )
  const at = called.indexOf(false)
  if (at >= 0) throw invalid('is not an organization that the meeting is for', `#/present/${at}`)
}

interface Attending {
  readonly id: Meeting['id']
  readonly version?: number | undefined
  readonly input: AttendanceInput
}

/** Says who is there, as often as somebody comes or goes; a decision keeps who was there when it was made. */
export const recordAttendance = async (
  deps: Deps,
  actor: Actor,
  { id, version, input }: Attending,
): Promise<Attendance> =>
  onFreshRead(
    async () => {
      const { meeting } = await enterOnceBegun(deps, actor, id)
      const before = await findAttendance(deps.store, id)
      requireVersion('attendance', before, version)
      const { present } = input
      if (before.version > 0 && isDeepStrictEqual(before.present, present)) return before
      await requireCalled(deps, meeting, input)
      const after = { present, by: stampOf(actor), version: before.version + 1 }
      await deps.store.transact([
        putAttendance(id, before, after),
        record(deps, actor, {
          type: 'meeting.attendance-recorded',
          subject: id,
          audience: meeting.coalitionId ? forLeads(meeting.coalitionId) : forCoordinators,
          data: { organizations: present.length },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )

export const readAttendance = async (deps: Deps, actor: Actor, id: Meeting['id']): Promise<Attendance> => {
  const { within } = await meetingKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.read-answers', within)
  return findAttendance(deps.store, id)
}
