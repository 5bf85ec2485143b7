import type { Key } from '../storage/store.ts'
import type { Indicator, LevelEntry, Situation } from './schema.ts'
import type { Level } from './vocabulary.ts'

/** The lists a situation stands in, one for each combination of filters, each by the latest change. */
export const listKeys = ({ id, level, countries, updatedAt }: Situation): Key[] => {
  const sk = `${updatedAt}#${id}`
  return [
    { pk: 'situations', sk },
    { pk: `level#${level}`, sk },
    ...countries.flatMap((country) => [
      { pk: `country#${country}`, sk },
      { pk: `country#${country}#${level}`, sk },
    ]),
  ]
}

export interface SituationFilter {
  readonly level?: Level | undefined
  readonly country?: string | undefined
}

/** The one list that answers a filter. */
export const listOf = ({ level, country }: SituationFilter) => {
  if (country) return level ? `country#${country}#${level}` : `country#${country}`
  return level ? `level#${level}` : 'situations'
}

export const timelinePrefix = 'timeline#'
export const levelPrefix = 'level#'

export const indicatorKey = ({
  situationId,
  date,
  id,
}: Pick<Indicator, 'situationId' | 'date' | 'id'>): Key => ({
  pk: situationId,
  sk: `${timelinePrefix}${date}#${id}`,
})

/** By time, and by the situation's version where two changes share a moment. */
export const levelKey = (
  { id, version }: Pick<Situation, 'id' | 'version'>,
  { at }: Pick<LevelEntry, 'at'>,
): Key => ({
  pk: id,
  sk: `${levelPrefix}${at}#${String(version).padStart(9, '0')}`,
})

export const proposals = 'proposals'
export const proposalKey = (country: string): Key => ({ pk: proposals, sk: country })
