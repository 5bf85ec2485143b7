import type { PollAnswer, SlotAnswer } from './answers.ts'
import { slotAnswers } from './answers.ts'
import type { PollSlot } from './schema.ts'

/** Somebody who was asked, and what they said. */
export interface Seat extends Pick<PollAnswer, 'contactId' | 'organizationId'> {
  readonly answer?: PollAnswer | undefined
  /** Discreet, and without an answer: they need not give one. */
  readonly excused?: boolean
}

/** Organizations, each by the best answer of its contacts. */
export interface Tally {
  readonly yes: number
  readonly ifNeedBe: number
  readonly no: number
  readonly silent: number
}

const best = (seats: readonly Seat[], slotId: string): SlotAnswer | 'silent' | 'excused' => {
  const said = seats.map(({ answer }) => answer?.answers[slotId])
  const answer = slotAnswers.find((each) => said.includes(each))
  return answer ?? (seats.every(({ excused }) => excused) ? 'excused' : 'silent')
}

export const tallyOf = (seats: readonly Seat[], slotId: string): Tally => {
  const organizations = [...Map.groupBy(seats, ({ organizationId }) => organizationId).values()]
  const answers = organizations.map((each) => best(each, slotId))
  const count = (which: string) => answers.filter((each) => each === which).length
  return { yes: count('yes'), ifNeedBe: count('if-need-be'), no: count('no'), silent: count('silent') }
}

export interface Weighed {
  readonly slot: PollSlot
  readonly tally: Tally
  readonly contactsAtNight: number
  readonly organizationsAtNight: readonly string[]
}

const can = ({ yes, ifNeedBe }: Tally) => yes + ifNeedBe

/**
 * The rule by which a poll chooses: whom most organizations can make; of equals the one with more yes, then the
 * one that is night for fewer organizations, then for fewer contacts, then the earliest, then the first proposed.
 */
const byRule = (a: Weighed, b: Weighed) =>
  can(b.tally) - can(a.tally) ||
  b.tally.yes - a.tally.yes ||
  a.organizationsAtNight.length - b.organizationsAtNight.length ||
  a.contactsAtNight - b.contactsAtNight ||
  a.slot.startsAtUtc.localeCompare(b.slot.startsAtUtc) ||
  Number(a.slot.id) - Number(b.slot.id)

export const rank = <T extends Weighed>(slots: readonly T[]): T[] => [...slots].sort(byRule)

/** The time to call, of those still to come; none where no organization could come. */
export const suggest = <T extends Weighed>(slots: readonly T[], now: Date): T | undefined =>
  rank(slots).find(({ slot, tally }) => slot.startsAtUtc > now.toISOString() && can(tally) > 0)
