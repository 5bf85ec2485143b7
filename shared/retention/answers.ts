import { forgetAllWords } from '../meetings/forget.ts'
import { everyMeeting, placeOf } from '../meetings/keys.ts'
import { everyPoll, findPolls, pollsUntil } from '../meetings/polls/repository.ts'
import type { Poll } from '../meetings/polls/schema.ts'
import { findMeetings, meetingsIn } from '../meetings/repository.ts'
import type { Meeting } from '../meetings/schema.ts'
import { endOf } from '../meetings/state.ts'
import type { Store } from '../storage/store.ts'
import { counted, heldPage, hold, letGo, type Progress } from './progress.ts'
import type { Round, Walk } from './round.ts'
import { cutoffOf } from './schema.ts'

/** A meeting or a poll, its place in its list, and when nobody answers it any more. */
interface Asked {
  readonly id: string
  readonly place: string
  readonly endsAt: string | undefined
}

/** Of a series, the end of its last; whoever answers it answers all of them. */
const asMeeting = (meeting: Meeting): Asked => ({
  id: meeting.id,
  place: placeOf(meeting),
  endsAt: endOf(meeting),
})

/** One whose time is still to be chosen goes on, however long that takes. */
const asPoll = ({ id, closesAt, status }: Poll): Asked => ({
  id,
  place: `${closesAt}#${id}`,
  endsAt: status === 'open' || status === 'closed' ? undefined : closesAt,
})

const lists = {
  [everyMeeting]: async (store: Store, from: string, to: string) =>
    (await meetingsIn(store, everyMeeting, { from, to }, { limit: 25 })).items.map(asMeeting),
  [everyPoll]: async (store: Store, from: string, to: string) =>
    (await pollsUntil(store, from, to, 25)).map(asPoll),
}

const isOver = ({ endsAt }: Asked, cutoff: string) => endsAt !== undefined && endsAt < cutoff

const forget = async ({ deps, budget }: Round, { id }: Asked) =>
  budget.take(await forgetAllWords(deps, id, [counted('answers')]))

/** Walks a list by time up to the cutoff; what began before and is not over is held. */
const walkList = async (round: Round, list: keyof typeof lists, from: string, cutoff: string) => {
  const { deps, budget } = round
  let place = from
  for (;;) {
    if (budget.isSpent) return { place, isWhole: false }
    const page = await lists[list](deps.store, place, cutoff)
    budget.take()
    // The list begins with the one that was looked at last.
    const news = page.filter((each) => each.place !== place)
    for (const each of news) {
      if (budget.isSpent) return { place, isWhole: false }
      if (isOver(each, cutoff)) await forget(round, each)
      else await deps.store.write(hold('answers', each.id))
      place = each.place
    }
    if (news.length === 0) return { place, isWhole: true }
  }
}

/** Answers `false` where the budget did not last. */
const lookAtHeld = async (round: Round, cutoff: string): Promise<boolean> => {
  const { deps, budget } = round
  let after: Parameters<typeof heldPage>[2]
  do {
    const { ids, next } = await heldPage(deps.store, 'answers', after)
    budget.take()
    const found = [
      ...(await findMeetings(deps.store, ids)).map(asMeeting),
      ...(await findPolls(deps.store, ids)).map(asPoll),
    ]
    for (const each of found.filter((one) => isOver(one, cutoff))) {
      if (budget.isSpent) return false
      await forget(round, each)
      await deps.store.write(letGo('answers', each.id))
    }
    after = next
  } while (after)
  return true
}

/** What was written beside answers, and who was named in them; that somebody answered, and how, stays. */
export const forgetAnswers: Walk = async (round, progress) => {
  const cutoff = cutoffOf(round.retention.answers, round.now)
  if (cutoff === undefined) return { progress, isWhole: true }
  const places: Progress['lists'] = { ...progress.lists }
  let isWhole = true
  for (const list of [everyMeeting, everyPoll] as const) {
    const walked = await walkList(round, list, places[list] ?? '0', cutoff)
    places[list] = walked.place
    isWhole &&= walked.isWhole
  }
  return {
    progress: { ...progress, lists: places },
    isWhole: isWhole && (await lookAtHeld(round, cutoff)),
  }
}
