import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { wholeManifest } from '../../ledger/manifest.ts'
import { pageWithin } from '../board.ts'
import { contactsCalled } from '../called.ts'
import { weigh, zonesOf } from '../fairness.ts'
import type { PageOf } from '../repository.ts'
import { hasAnswered } from './answers.ts'
import { pollKnownTo } from './read.ts'
import { allPollAnswers } from './repository.ts'
import type { Poll } from './schema.ts'
import { rank, type Seat, suggest, tallyOf } from './tally.ts'

/** Who was asked and is still called, with what they said; whoever came later has a seat by their answer. */
export const seatsOf = async (deps: Deps, poll: Poll): Promise<Seat[]> => {
  const [asked, answers, called] = await Promise.all([
    wholeManifest(deps.store, poll.notificationId),
    allPollAnswers(deps.store, poll.id),
    contactsCalled(deps, poll),
  ])
  const answerOf = new Map(answers.map((answer) => [answer.contactId as string, answer]))
  const all = new Map(
    [...asked, ...answers].map(({ contactId, organizationId }) => [contactId as string, organizationId]),
  )
  return [...all].flatMap(([contactId, organizationId]): Seat[] => {
    const contact = called.get(contactId)
    if (!contact) return []
    const answer = answerOf.get(contactId)
    const given = hasAnswered(answer) ? answer : undefined
    return [
      {
        contactId: contact.id,
        organizationId: organizationId as Seat['organizationId'],
        ...(given && { answer: given }),
        ...(!given && contact.discreet && { excused: true }),
      },
    ]
  })
}

/** Every time with its tally and whose night it is, in the order in which they were proposed. */
export const weighPoll = async (deps: Deps, poll: Poll, seats: readonly Seat[]) => {
  const members = await zonesOf(deps, poll.coalitionId)
  return poll.slots.map((slot) => ({
    slot,
    tally: tallyOf(seats, slot.id),
    ...weigh(members, slot),
  }))
}

interface Asking {
  readonly id: Poll['id']
  readonly page: PageOf
}

/** What was answered: each time with its tally, whose night it is and its rank, and the answers one by one. */
export const readPollBoard = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  const { poll, within } = await pollKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.read-answers', within)
  const seats = await seatsOf(deps, poll)
  const weighed = await weighPoll(deps, poll, seats)
  const order = rank(weighed).map(({ slot }) => slot.id)
  const suggestion = suggest(weighed, deps.clock.now())
  return {
    ...pageWithin(seats, page),
    slots: weighed.map(({ slot, ...rest }) => ({ ...slot, ...rest, rank: order.indexOf(slot.id) + 1 })),
    suggestion: suggestion?.slot.id,
  }
}
