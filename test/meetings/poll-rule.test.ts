import { expect, it } from 'vitest'
import type { PollAnswer, SlotAnswer } from '../../shared/meetings/polls/answers.ts'
import { rank, type Seat, suggest, tallyOf, type Weighed } from '../../shared/meetings/polls/tally.ts'

const seat = (organization: number, contact: number, said?: SlotAnswer, change: object = {}): Seat => ({
  contactId: `con_${organization}${contact}`,
  organizationId: `org_${organization}`,
  ...(said && { answer: { answers: { 1: said } } as unknown as PollAnswer }),
  ...change,
})

it('counts an organization once, by the best answer of its contacts', () => {
  const seats = [
    ...[seat(1, 1, 'no'), seat(1, 2, 'yes')],
    ...[seat(2, 1), seat(2, 2, 'if-need-be')],
    seat(3, 1, 'no'),
    seat(4, 1),
    seat(5, 1, undefined, { excused: true }),
    ...[seat(6, 1, undefined, { excused: true }), seat(6, 2)],
  ]
  expect(tallyOf(seats, '1')).toEqual({ yes: 1, ifNeedBe: 1, no: 1, silent: 2 })
})

const weighed = (id: number, change: object = {}): Weighed => ({
  slot: { id: String(id), startsAtUtc: `2026-12-0${id}T12:00:00.000Z` } as Weighed['slot'],
  tally: { yes: 2, ifNeedBe: 1, no: 0, silent: 0 },
  contactsAtNight: 1,
  organizationsAtNight: ['org_1'],
  ...change,
})

it.each<[string, Partial<Weighed>]>([
  ['whom most can make', { tally: { yes: 0, ifNeedBe: 4, no: 0, silent: 0 } }],
  ['more yes', { tally: { yes: 3, ifNeedBe: 0, no: 0, silent: 0 } }],
  ['night for fewer organizations', { organizationsAtNight: [], contactsAtNight: 9 }],
  ['night for fewer contacts', { contactsAtNight: 0 }],
  ['the earliest', { slot: { ...weighed(1).slot, id: '9' } }],
])('of equals goes before: %s', (_, change) => {
  expect(rank([weighed(2), weighed(3), weighed(4, change)]).map(({ slot }) => slot.id)).toEqual([
    change.slot ? '9' : '4',
    '2',
    '3',
  ])
})

it('suggests no time that is past, nor one to which nobody comes', () => {
  const nobody = { tally: { yes: 0, ifNeedBe: 0, no: 3, silent: 0 } }
  const now = new Date('2026-12-01T12:00:00Z')
  expect(suggest([weighed(1), weighed(2)], now)?.slot.id).toBe('2')
  expect(suggest([weighed(1), weighed(2, nobody)], now)).toBeUndefined()
})
