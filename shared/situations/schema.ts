import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { country, distinct, line, text, webUrl } from '../text.ts'
import { crime, crimes, level, stages } from './vocabulary.ts'

/** So many countries still fit one transaction with all the lists a situation stands in. */
const maximumCountries = 15

const countries = z.array(country).max(maximumCountries).transform(distinct)
const names = z.array(line(200)).max(50).transform(distinct)
const organizations = z.array(idOf('organization')).max(100).transform(distinct)

const described = {
  title: line(200),
  /** Empty where a situation is not of any country. */
  countries,
  groups: names,
  perpetrators: names,
  stages,
  crimes,
  summary: text(10_000, 0),
  /** Organizations that no filter lets into an audience or a coalition. */
  withholdFrom: organizations,
}

export const situationInput = z
  .strictObject({
    ...described,
    countries: countries.default([]),
    groups: names.default([]),
    perpetrators: names.default([]),
    stages: stages.default([]),
    crimes: crimes.default([]),
    summary: described.summary.default(''),
    withholdFrom: organizations.default([]),
    level,
  })
  .meta({ id: 'SituationInput' })
export type SituationInput = z.output<typeof situationInput>

export const situationChange = z.strictObject(described).partial().meta({ id: 'SituationChange' })
export type SituationChange = z.output<typeof situationChange>

/** What somebody computed for a country: how probable, and which place among all countries. */
const forecast = z
  .object({
    source: z.string(),
    /** The year whose data it was computed from. */
    year: z.int(),
    country: z.string(),
    probability: z.number(),
    rank: z.int(),
  })
  .meta({ id: 'Forecast' })
export type Forecast = z.infer<typeof forecast>

export const situation = z.object({
  id: idOf('situation'),
  title: z.string(),
  countries: z.array(z.string()),
  groups: z.array(z.string()),
  perpetrators: z.array(z.string()),
  stages: z.array(z.int()),
  level,
  /** The version of the definitions that the level was set by. */
  levelDefinition: z.int(),
  crimes: z.array(crime),
  summary: z.string(),
  withholdFrom: z.array(idOf('organization')),
  /** Latest year first. */
  forecasts: z.array(forecast),
  ...recordShape,
})
export type Situation = z.infer<typeof situation>

export const levelChange = z.strictObject({ level, reason: text(2000) }).meta({ id: 'LevelChange' })
export type LevelChange = z.output<typeof levelChange>

/** A level as it was set once; the first one has no `from`. */
export const levelEntry = z.object({
  from: level.optional(),
  level,
  reason: z.string().optional(),
  at: z.iso.datetime(),
  by: actorStamp,
  definition: z.int(),
})
export type LevelEntry = z.infer<typeof levelEntry>

export const indicatorInput = z
  .strictObject({
    date: z.iso.date(),
    text: text(5000),
    sourceUrl: webUrl.optional(),
    /** In the coordinators' own words, as in `incident` or `statement`. */
    kind: line(60).optional(),
  })
  .meta({ id: 'IndicatorInput' })
export type IndicatorInput = z.output<typeof indicatorInput>

/** Something that happened or was said, dated and sourced. Entries are never changed. */
export const indicator = z.object({
  id: idOf('timeline'),
  situationId: idOf('situation'),
  date: z.string(),
  text: z.string(),
  sourceUrl: z.string().optional(),
  kind: z.string().optional(),
  version: z.literal(1),
  addedAt: z.iso.datetime(),
  by: actorStamp,
})
export type Indicator = z.infer<typeof indicator>

/** A country that a forecast says deserves a situation; none yet. */
export const proposal = forecast.extend({ proposedAt: z.iso.datetime() }).meta({ id: 'SituationProposal' })
export type Proposal = z.infer<typeof proposal>
