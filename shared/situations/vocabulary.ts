import * as z from 'zod'
import { distinct } from '../text.ts'

/** The version of the definitions of levels, stages and crimes below; stored wherever a level is. */
export const definitionsVersion = 1

export const levels = ['watch', 'warning', 'emergency'] as const

/** From the signs of the early stages, through preparation and persecution, to acts of genocide. */
export const level = z.enum(levels).meta({ id: 'Level' })
export type Level = z.infer<typeof level>

/** The Ten Stages of Genocide (Stanton): the name of stage n is at n - 1. */
export const stageNames = [
  'classification',
  'symbolization',
  'discrimination',
  'dehumanization',
  'organization',
  'polarization',
  'preparation',
  'persecution',
  'extermination',
  'denial',
] as const

const ascending = (values: readonly number[]) => distinct(values).sort((a, b) => a - b)

/** A set of stages, never one alone by rule: they come together, and denial with all of them. */
export const stages = z
  .array(z.int().min(1, 'is not a stage from 1 to 10').max(stageNames.length, 'is not a stage from 1 to 10'))
  .max(100)
  .transform(ascending)
  .meta({ id: 'Stages', description: 'Of the Ten Stages of Genocide, 1 Classification to 10 Denial' })

export const crimeTags = [
  'genocide',
  'mass-killing',
  'political-mass-murder',
  'femicide-and-mass-rape',
  'cultural-destruction',
  'racism',
  'religious-persecution',
  'slavery',
  'sexual-or-gender-identity-persecution',
  'child-soldiers',
  'weapons-of-mass-destruction',
  'war-crimes',
  'crimes-against-humanity',
] as const

export const crime = z.enum(crimeTags).meta({ id: 'Crime' })

/** Tags; nothing ever waits for a legal classification, so there may be none. */
export const crimes = z.array(crime).max(100).transform(distinct)
