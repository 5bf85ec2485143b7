import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { line, text, webUrl } from '../text.ts'
import { factors } from './factors.ts'

const number = z
  .int()
  .min(1, 'is not a risk factor from 1 to 14')
  .max(factors.length, 'is not a risk factor from 1 to 14')

/** How much of a factor is seen, from the least. */
export const presences = ['not-seen', 'some', 'strong'] as const
export type Presence = (typeof presences)[number]

const noted = z
  .strictObject({ date: z.iso.date(), text: text(1000), source: line(300), sourceUrl: webUrl.optional() })
  .meta({ id: 'NotedIndicator', description: 'One indicator: what was seen, when, and who says so' })

const rated = z
  .strictObject({
    factor: number,
    presence: z.enum(presences),
    indicators: z.array(noted).max(20).default([]),
  })
  .refine(({ presence, indicators }) => (presence === 'not-seen') === (indicators.length === 0), {
    message: 'a factor that is seen needs an indicator with its source, and one that is not has none',
    path: ['indicators'],
  })

/** A row holds what so many characters take in any script. */
const mostText = 60_000

const ratings = z
  .array(rated)
  .min(1)
  .max(factors.length)
  .refine((all) => new Set(all.map(({ factor }) => factor)).size === all.length, 'rates a factor twice')
  .refine((all) => JSON.stringify(all).length <= mostText, `are longer than ${mostText} characters together`)

/** Factors that it does not name were not looked at, which is not the same as not seen. */
export const assessmentInput = z
  .strictObject({ factors: ratings, summary: text(5000).optional() })
  .meta({ id: 'AssessmentInput' })
export type AssessmentInput = z.output<typeof assessmentInput>

export type Rated = AssessmentInput['factors'][number]

/** A situation looked at by the UN's Framework of Analysis, once. It never changes; the next one does. */
export const assessment = z.object({
  id: idOf('assessment'),
  situationId: idOf('situation'),
  factors: ratings,
  summary: z.string().optional(),
  /** The one before, which it is compared with. */
  previousId: idOf('assessment').optional(),
  by: actorStamp,
  ...recordShape,
})
export type Assessment = z.infer<typeof assessment>
