import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { wholeManifest } from '../../ledger/manifest.ts'
import type { Contact } from '../../organizations/schema.ts'
import { pageWithin } from '../answers/board.ts'
import { contactsAmong, organizationsCalled } from '../called.ts'
import { weigh, zonesAmong } from '../fairness.ts'
import type { PageOf } from '../repository.ts'
import { standingsTo } from '../standing.ts'
import { hasAnswered, type PollAnswer } from './answers.ts'
import { allPollAnswers, getPoll } from './repository.ts'
import type { Poll } from './schema.ts'
import { rank, type Seat, suggest, tallyOf } from './tally.ts'

/** Who was asked and is still called, with what they said; whoever came later has a seat by their answer. */
const seatsAmong = (
  told: readonly Pick<Seat, 'contactId' | 'organizationId'>[],
  answers: readonly PollAnswer[],
  called: ReadonlyMap<string, Contact>,
): Seat[] => {
  const answerOf = new Map(answers.map((answer) => [answer.contactId as string, answer]))
  const all = new Map(
    [...told, ...answers].map(({ contactId, organizationId }) => [contactId as string, organizationId]),
  )
  return [...all].flatMap(([contactId, organizationId]): Seat[] => {
    const contact = called.get(contactId)
    if (!contact) return []
    const answer = answerOf.get(contactId)
    const given = hasAnswered(answer) ? answer : undefined
    return [
      {
        contactId: contact.id,
        organizationId,
        ...(given && { answer: given }),
        ...(!given && contact.discreet && { excused: true }),
      },
    ]
  })
}

/** Everybody who is asked, and what they said, with their organizations as they are now. */
export const seatsOf = async (deps: Deps, poll: Poll) => {
  const [told, answers, organizations] = await Promise.all([
    wholeManifest(deps.store, poll.notificationId),
    allPollAnswers(deps.store, poll.id),
    organizationsCalled(deps, poll),
  ])
  const asked = told as unknown as Pick<Seat, 'contactId' | 'organizationId'>[]
  return { seats: seatsAmong(asked, answers, contactsAmong(organizations)), organizations }
}
type Seated = Awaited<ReturnType<typeof seatsOf>>

/** Every time with its tally and whose night it is, in the order in which they were proposed. */
export const weighPoll = ({ slots }: Poll, { seats, organizations }: Seated) => {
  const members = zonesAmong(organizations)
  return slots.map((slot) => ({ slot, tally: tallyOf(seats, slot.id), ...weigh(members, slot) }))
}

interface Asking {
  readonly id: Poll['id']
  readonly page: PageOf
}

/** What was answered: each time with its tally, whose night it is and its rank, and the answers one by one. */
export const readPollBoard = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  const poll = await getPoll(deps.store, id)
  const [{ within }, seated] = await Promise.all([
    standingsTo(deps.store, actor, poll, 'poll'),
    seatsOf(deps, poll),
  ])
  permit(actor, 'meeting.read-answers', within)
  const weighed = weighPoll(poll, seated)
  const order = rank(weighed).map(({ slot }) => slot.id)
  const suggestion = suggest(weighed, deps.clock.now())
  return {
    ...pageWithin(seated.seats, page),
    organizations: seated.organizations,
    slots: weighed.map(({ slot, ...rest }) => ({ ...slot, ...rest, rank: order.indexOf(slot.id) + 1 })),
    suggestion: suggestion?.slot.id,
  }
}
