import * as z from 'zod'
import { idOf } from '../ids.ts'
import { type Level, level } from '../situations/vocabulary.ts'
import { country, distinct } from '../text.ts'

const hours = z
  .strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24) })
  .refine(({ from, to }) => from < to, { message: 'is no later than the beginning', path: ['to'] })

/** What a contact wants to hear of, and when. Whatever is left out narrows nothing. */
export const preferences = z
  .strictObject({
    about: z
      .array(z.enum(['alerts', 'meetings', 'coalitions']))
      .max(3)
      .transform(distinct),
    /** Alerts about other countries are not for them. */
    places: z.array(country).min(1).max(250).transform(distinct),
    /** Alerts of other levels are not for them; an emergency always is. */
    levels: z.array(level).max(3).transform(distinct),
    /** Alerts that can wait until the next morning, in one mail: of these levels, places and coalitions; `{}` is all. */
    digest: z
      .strictObject({
        levels: z.array(level).min(1).max(3).transform(distinct),
        places: z.array(country).min(1).max(250).transform(distinct),
        coalitionIds: z.array(idOf('coalition')).min(1).max(100).transform(distinct),
      })
      .partial(),
    /** Local hours of the day in which they read. */
    hours,
    /** Days of the week that are not for work, 1 being Monday. */
    weekend: z.array(z.int().min(1).max(7)).max(6).transform(distinct),
  })
  .partial()
  .meta({ id: 'ContactPreferences' })
export type Preferences = z.output<typeof preferences>

/** What a mail is about, as far as preferences go. */
export interface Matter {
  readonly about: NonNullable<Preferences['about']>[number]
  readonly level?: Level | undefined
  readonly places?: readonly string[] | undefined
  /** Through which it is told. */
  readonly coalitionIds?: readonly string[] | undefined
}

/** Whether somebody wants to hear of a matter. Of an emergency everybody does who has not unsubscribed. */
export const wants = ({ about, levels, places }: Preferences = {}, matter: Matter): boolean => {
  if (matter.level === 'emergency') return true
  const ofPlaces = !places || !matter.places?.length || matter.places.some((place) => places.includes(place))
  const ofLevel = !levels || !matter.level || levels.includes(matter.level)
  return ofPlaces && ofLevel && (!about || about.includes(matter.about))
}

const meets = (wanted: readonly string[] | undefined, given: readonly string[] = []) =>
  !wanted || given.some((each) => wanted.includes(each))

/** Whether somebody would rather read an alert in the next morning's digest. An emergency never waits. */
export const canWait = ({ digest }: Preferences = {}, matter: Matter): boolean =>
  digest !== undefined &&
  matter.about === 'alerts' &&
  matter.level !== 'emergency' &&
  meets(digest.levels, matter.level && [matter.level]) &&
  meets(digest.places, matter.places) &&
  meets(digest.coalitionIds, matter.coalitionIds)
