import * as z from 'zod'
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
}

/** Whether somebody wants to hear of a matter. Of an emergency everybody does who has not unsubscribed. */
export const wants = ({ about, levels, places }: Preferences = {}, matter: Matter): boolean => {
  if (matter.level === 'emergency') return true
  const ofPlaces = !places || !matter.places?.length || matter.places.some((place) => places.includes(place))
  const ofLevel = !levels || !matter.level || levels.includes(matter.level)
  return ofPlaces && ofLevel && (!about || about.includes(matter.about))
}
