import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { formatUtc } from '../../../../../shared/rendering/time.ts'
import type { LevelEntry } from '../../../../../shared/situations/schema.ts'
import { type Level, levels } from '../../../../../shared/situations/vocabulary.ts'

const width = 720
const left = 90
const row = 26

interface Step {
  readonly level: Level
  readonly from: number
  readonly to: number
}

/** How long each level held, oldest first, the last one until now. */
const stepsOf = (entries: readonly Pick<LevelEntry, 'level' | 'at'>[], now: number): Step[] => {
  const oldestFirst = [...entries].reverse()
  return oldestFirst.map(({ level, at }, index) => ({
    level,
    from: Date.parse(at),
    to: index + 1 < oldestFirst.length ? Date.parse(oldestFirst[index + 1]!.at) : now,
  }))
}

interface Timeline {
  /** Latest first, as they are listed. */
  readonly entries: readonly Pick<LevelEntry, 'level' | 'at'>[]
  readonly now: Date
  readonly words: Phrases
}

/** The levels of a situation over time, the gravest on top; the list beside it says the same in words. */
export const LevelTimeline = ({ entries, now, words: { t } }: Timeline) => {
  const steps = stepsOf(entries, now.getTime())
  const start = steps[0]?.from ?? now.getTime()
  const span = Math.max(1, now.getTime() - start)
  const place = (at: number) => left + ((at - start) / span) * (width - left)
  const top = (level: Level) => (levels.length - 1 - levels.indexOf(level)) * row
  const height = levels.length * row
  return (
    <svg
      class="line"
      viewBox={`0 0 ${width} ${height + 18}`}
      role="img"
      aria-label={t('console.levels')}
      direction="ltr"
    >
      {levels.map((level) => (
        <text x="0" y={top(level) + 17}>
          {t(`level.${level}`)}
        </text>
      ))}
      {steps.map(({ level, from, to }) => (
        <rect
          class={`s-${level}`}
          x={Math.min(place(from), width - 3).toFixed(1)}
          y={top(level) + 5}
          width={Math.max(3, place(to) - place(from)).toFixed(1)}
          height={row - 10}
          rx="3"
        />
      ))}
      <text x={left} y={height + 14}>
        {formatUtc(new Date(start)).slice(0, 10)}
      </text>
      <text x={width} y={height + 14} text-anchor="end">
        {formatUtc(now).slice(0, 10)}
      </text>
    </svg>
  )
}
