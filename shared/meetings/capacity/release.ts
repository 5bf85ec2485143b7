import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import type { Id } from '../../ids.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Item } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { follow } from '../answers/rsvp.ts'
import { contactsCalled } from '../called.ts'
import {
  allAnswers,
  findMeetings,
  meetingUnchanged,
  meetingWithAnswer,
  placesOfOrganization,
  putAnswer,
} from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { isLimited } from './limits.ts'
import { movePlaces } from './move.ts'
import { statusOf } from './place.ts'

/** The meetings to come on an organization's list where places are few. */
const limitedMeetings = async ({ store, clock }: Deps, organizationId: string) => {
  const now = clock.now().toISOString()
  const ids: string[] = []
  let after: Item | undefined
  do {
    const page = await placesOfOrganization(store, organizationId, { from: now }, { limit: 200, after })
    ids.push(...page.ids)
    after = page.next
  } while (after)
  return (await findMeetings(store, distinct(ids))).filter(
    (meeting) => isLimited(meeting) && meeting.status === 'confirmed',
  )
}

/** Takes back what one has accepted who is not called any more; the waiting list moves by it. */
const takeBack = (deps: Deps, id: Meeting['id'], contactId: Id<'contact'>) =>
  onFreshRead(async () => {
    const { meeting, answer: before } = await meetingWithAnswer(deps.store, id, contactId)
    if (!before || statusOf(before) === undefined) return
    const { organizationId, sequence } = before
    const now = deps.clock.now()
    const giver = { contactId, organizationId, by: 'api', sequence } as const
    const after = follow(before, { answer: null, delegates: 1 }, giver, now)
    await deps.store.transact([
      ...meetingUnchanged(meeting),
      putAnswer(id, before, after),
      ...movePlaces(meeting, before, after, now),
      record(deps, system, {
        type: 'meeting.places-released',
        subject: id,
        audience: forCoordinators,
        data: { contactId, organizationId },
      }),
    ])
  }, 20)

/**
 * Gives back the places of an organization's contacts who are called no more, having left the roster or the coalition.
 * Who has come back meanwhile keeps them. Twice is once.
 */
export const releasePlaces = async (deps: Deps, organizationId: string): Promise<void> => {
  for (const meeting of await limitedMeetings(deps, organizationId)) {
    const answers = (await allAnswers(deps.store, meeting.id)).filter(
      (answer) => answer.organizationId === organizationId && answer.answer === 'accepted',
    )
    if (answers.length === 0) continue
    const called = await contactsCalled(deps, meeting)
    for (const { contactId } of answers)
      if (!called.has(contactId)) await takeBack(deps, meeting.id, contactId)
  }
}
