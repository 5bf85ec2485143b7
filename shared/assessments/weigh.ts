import type { Level } from '../situations/vocabulary.ts'
import { factors } from './factors.ts'
import { type Presence, presences, type Rated } from './schema.ts'

const presenceOf = (rated: readonly Rated[], factor: number) =>
  rated.find((each) => each.factor === factor)?.presence

export interface Suggestion {
  readonly level: Level
  /** The factors it follows from. */
  readonly because: number[]
}

/** Signs that what they are signs of has begun; signs of preparation; and how many factors are seen in a dangerous place. */
const begun = [10, 11]
const preparing = [7, 10, 11, 12]
const many = 8

/**
 * The level that the factors speak for, by our own rule and not the Framework's, which has none: `emergency` where
 * intent or a systematic attack is strongly seen; `warning` where preparation is seen, or eight factors are;
 * `watch` where any is. It is a suggestion: nobody's level is set by it.
 */
export const suggestLevel = (rated: readonly Rated[]): Suggestion | undefined => {
  const seen = rated.filter(({ presence }) => presence !== 'not-seen').map(({ factor }) => factor)
  const strong = begun.filter((factor) => presenceOf(rated, factor) === 'strong')
  if (strong.length > 0) return { level: 'emergency', because: strong }
  const prepared = preparing.filter((factor) => seen.includes(factor))
  if (prepared.length > 0) return { level: 'warning', because: prepared }
  if (seen.length >= many) return { level: 'warning', because: seen.toSorted((a, b) => a - b) }
  return seen.length > 0 ? { level: 'watch', because: seen.toSorted((a, b) => a - b) } : undefined
}

export interface Change {
  readonly factor: number
  /** Absent where it was not looked at. */
  readonly before?: Presence | undefined
  readonly now?: Presence | undefined
  readonly change: 'risen' | 'fallen' | 'same' | 'first-seen' | 'no-longer-looked-at'
  /** Indicators that were not noted the last time. */
  readonly newIndicators: number
}

const turn = (before: Presence | undefined, now: Presence | undefined): Change['change'] => {
  if (now === undefined) return 'no-longer-looked-at'
  if (before === undefined) return now === 'not-seen' ? 'same' : 'first-seen'
  const step = presences.indexOf(now) - presences.indexOf(before)
  if (step === 0) return 'same'
  return step > 0 ? 'risen' : 'fallen'
}

/** Factor by factor, what is different from the last time; those looked at neither then nor now are left out. */
export const compare = (before: readonly Rated[], now: readonly Rated[]): Change[] =>
  factors.flatMap(({ factor }): Change[] => {
    const [then, current] = [before, now].map((all) => all.find((each) => each.factor === factor))
    if (!then && !current) return []
    const known = new Set(then?.indicators.map((each) => JSON.stringify(each)))
    const newIndicators = (current?.indicators ?? []).filter(
      (each) => !known.has(JSON.stringify(each)),
    ).length
    const change = turn(then?.presence, current?.presence)
    return [{ factor, before: then?.presence, now: current?.presence, change, newIndicators }]
  })
