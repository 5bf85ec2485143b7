import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { instant, line, text, webUrl } from '../text.ts'

export const recommendationStates = ['put', 'acknowledged', 'promised', 'done', 'refused', 'lapsed'] as const
export const recommendationState = z.enum(recommendationStates).meta({ id: 'RecommendationState' })
export type RecommendationState = z.infer<typeof recommendationState>

/** Each state, and from where it may be reached. What was said in error, or was not kept, can be put right. */
export const reachableFrom: Readonly<Record<RecommendationState, readonly RecommendationState[]>> = {
  put: ['acknowledged', 'lapsed'],
  acknowledged: ['put', 'promised', 'refused', 'lapsed'],
  promised: ['put', 'acknowledged', 'done', 'refused', 'lapsed'],
  done: ['put', 'acknowledged', 'promised', 'refused', 'lapsed'],
  refused: ['put', 'acknowledged', 'promised', 'done', 'lapsed'],
  lapsed: ['put', 'acknowledged', 'promised'],
}

/** States in which nothing more is waited for. */
export const isClosed = (state: RecommendationState) =>
  state === 'done' || state === 'refused' || state === 'lapsed'

/** What the addressee is claimed to have said or done has to be shown. */
export const needsEvidence = (state: RecommendationState) =>
  state === 'promised' || state === 'done' || state === 'refused'

const evidence = z.strictObject({ text: text(2000), url: webUrl.optional() })

export const recommendationChange = z
  .strictObject({
    state: recommendationState,
    /** Added to what is there already. */
    evidence,
    reviewAt: instant.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'RecommendationChange' })
export type RecommendationChange = z.output<typeof recommendationChange>

const step = z.object({
  at: z.iso.datetime(),
  by: actorStamp,
  state: recommendationState,
  evidence: z.object({ text: z.string(), url: z.string().optional() }).optional(),
})

/** What asks: an alert, a report, a briefing, a letter. */
const source = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('alert'), id: idOf('alert') }),
    z.object({ kind: z.literal('post'), id: idOf('post') }),
    z.object({ kind: z.literal('briefing'), id: idOf('briefing') }),
    z.object({ kind: z.literal('letter'), id: idOf('letter') }),
  ])
  .meta({ id: 'RecommendationSource' })
export type Source = z.infer<typeof source>

/** What somebody was asked to do, by what, and what came of it. */
export const recommendation = z.object({
  id: idOf('recommendation'),
  source,
  /** The last revision of the source that put it. */
  revision: z.int(),
  /** The first of the situations it is about, where it is about any. */
  situationId: idOf('situation').optional(),
  /** All of them, where there are more. */
  situationIds: z.array(idOf('situation')).default([]),
  addressee: line(200),
  /** The addressee, where it is an organization of the roster. */
  authorityId: idOf('organization').optional(),
  action: text(2000),
  rationale: text(1000).optional(),
  /** Who put it, where it was one organization. */
  putBy: idOf('organization').optional(),
  state: recommendationState,
  reviewAt: z.iso.datetime().optional(),
  /** Oldest first. */
  history: z.array(step),
  ...recordShape,
})
export type Recommendation = z.infer<typeof recommendation>
