import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { type Guest, requireStanding } from '../answers/by-link.ts'
import { coalitionOf } from '../coalition-of.ts'
import { getMeeting } from '../repository.ts'
import { findMinutes } from './repository.ts'

/** The published minutes for somebody who opens their link: what their mail said, and nothing of the draft. */
export const readMinutesByLink = async (deps: Deps, guest: Guest) => {
  const meeting = await getMeeting(deps.store, guest.meetingId)
  await requireStanding(deps, meeting, guest)
  const minutes = await findMinutes(deps.store, meeting.id)
  if (!minutes?.published) throw notFound('minutes')
  const coalition = await coalitionOf(deps.store, meeting)
  return { meeting, published: minutes.published, coalitionName: coalition?.name }
}
