import { describe, expect, it } from 'vitest'
import { DomainError } from '../../shared/errors.ts'
import { ruleInOrder, startsOf } from '../../shared/meetings/series/rule.ts'
import { distinct } from '../../shared/text.ts'
import { createRandom, type Random } from '../support/random.ts'
import { hasOtherReader, startsByRule } from './other-reader.ts'

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const daysOfMonth = [1, 2, 15, 28, 29, 30, 31, -1, -2, -29, -31]
const numbers = ['', '', '1', '2', '4', '5', '-1', '-2', '-5']

const some = <T>(random: Random, draw: () => T) =>
  distinct(Array.from({ length: 1 + random.below(3) }, draw)).join(',')

/** Rules of every kind, sound or not. */
const aRule = (random: Random) => {
  const part = (name: string, chance: number, draw: () => string | number) =>
    random.chance(chance) ? [`${name}=${draw()}`] : []
  const end = random.chance(0.5)
    ? `COUNT=${2 + random.below(12)}`
    : `UNTIL=2029${10 + random.below(3)}15T235959`
  return [
    `FREQ=${random.pick(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])}`,
    ...part('INTERVAL', 0.4, () => 1 + random.below(14)),
    ...part('BYMONTH', 0.3, () => some(random, () => 1 + random.below(12))),
    ...part('BYMONTHDAY', 0.25, () => some(random, () => random.pick(daysOfMonth))),
    ...part('BYDAY', 0.4, () => some(random, () => random.pick(numbers) + random.pick(days))),
    ...part('BYSETPOS', 0.15, () => random.pick([1, 2, -1, -2])),
    ...part('WKST', 0.2, () => random.pick(['SU', 'MO', 'WE'])),
    end,
  ].join(';')
}

const aStart = (random: Random) =>
  new Date(Date.UTC(2027, random.below(24), 1 + random.below(31), 15)).toISOString().slice(0, 16)

describe('a rule that is taken', () => {
  it.skipIf(!hasOtherReader).each([1, 2026, 47])('is read by others alike (seed %i)', (seed) => {
    const random = createRandom(seed)
    const taken: { rule: string; startsAt: string; starts: string[] }[] = []
    while (taken.length < 300) {
      const [rule, startsAt] = [ruleInOrder(aRule(random)), aStart(random)]
      try {
        taken.push({ rule, startsAt, starts: startsOf(rule, { startsAt, timeZone: 'UTC' }) })
      } catch (error) {
        // Whatever else is thrown is a failure of ours, and no answer to who called.
        if (!(error instanceof DomainError)) throw error
      }
    }
    const others = startsByRule(taken.map(({ rule, startsAt }) => [rule, startsAt] as const))
    expect(taken.map(({ rule, startsAt, starts }) => [rule, startsAt, ...starts])).toEqual(
      taken.map(({ rule, startsAt }, at) => [rule, startsAt, ...others[at]!]),
    )
  })
})
