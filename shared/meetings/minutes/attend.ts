import { isDeepStrictEqual } from 'node:util'
import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { isInside } from '../../coalitions/lifecycle.ts'
import { findParticipations } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { forCoordinators, forLeads, record } from '../../events/record.ts'
import type { Id } from '../../ids.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import type { Store } from '../../storage/store.ts'
import type { Meeting } from '../schema.ts'
import { meetingKnownTo } from '../standing.ts'
import { enterOnceBegun } from './keep.ts'
import { findAttendance, putAttendance } from './repository.ts'
import type { Attendance, AttendanceInput } from './schema.ts'

const areMembers = async (store: Store, ids: readonly Id<'organization'>[]) => {
  const found = new Map((await findOrganizations(store, ids)).map(({ id, relation }) => [id, relation]))
  return ids.map((id) => found.get(id) === 'member')
}

/** Only whom the meeting is for can be there. */
const requireCalled = async ({ store }: Deps, { coalitionId }: Meeting, { present }: AttendanceInput) => {
  const ids = present.map(({ organizationId }) => organizationId)
  const called = coalitionId
    ? (await findParticipations(store, coalitionId, ids)).map(isInside)
    : await areMembers(store, ids)
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
