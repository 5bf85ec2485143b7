import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { changeRecommendation } from '../../../../shared/recommendations/change.ts'
import { listRecommendations, readRecommendation } from '../../../../shared/recommendations/read.ts'
import {
  recommendation,
  recommendationChange,
  recommendationState,
} from '../../../../shared/recommendations/schema.ts'
import { pageOf, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import {
  answer,
  body,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'

const tags = ['recommendations']
const params = z.object({ id: idOf('recommendation') })
const recommendationView = recommendation.meta({ id: 'TrackedRecommendation' })

interface Asked {
  readonly alertId?: string | undefined
  readonly postId?: string | undefined
  readonly briefingId?: string | undefined
  readonly letterId?: string | undefined
  readonly situationId?: string | undefined
  readonly authorityId?: string | undefined
}

/** Of one source, or about a situation, of an authority, or both: nothing that is asked goes unheard. */
const namesOneSource = ({ situationId, authorityId, alertId, postId, briefingId, letterId }: Asked) => {
  const sources = [alertId, postId, briefingId, letterId].filter((each) => each !== undefined)
  return sources.length === 0 || (sources.length === 1 && !situationId && !authorityId)
}

const list = createRoute({
  method: 'get',
  path: '/recommendations',
  tags,
  summary: 'What was asked of whom, newest first: by what asked, or by situation and authority, and by state',
  request: {
    query: pageQuery
      .extend({
        alertId: idOf('alert').optional(),
        postId: idOf('post').optional(),
        briefingId: idOf('briefing').optional(),
        letterId: idOf('letter').optional(),
        situationId: idOf('situation').optional(),
        authorityId: idOf('organization').optional(),
        state: recommendationState.optional(),
      })
      .refine(namesOneSource, { message: 'cannot be asked together with another', path: ['situationId'] }),
  },
  responses: { 200: answer(listOf(recommendationView), 'A page of recommendations'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/recommendations/{id}',
  tags,
  summary: 'One recommendation with its history',
  request: { params },
  responses: { 200: answer(recommendationView, 'The recommendation'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/recommendations/{id}',
  tags,
  summary: 'Note what the addressee said or did, and when to look again',
  request: { params, headers: ifMatch, ...body(recommendationChange) },
  responses: { 200: answer(recommendationView, 'The recommendation'), ...refusals, ...preconditions },
})

export const recommendationRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { alertId, postId, briefingId, letterId, situationId, authorityId, state, ...page } =
        c.req.valid('query')
      const found = await listRecommendations(c.var.deps, c.var.actor, {
        filter: { sourceId: alertId ?? postId ?? briefingId ?? letterId, situationId, authorityId, state },
        page: pageOf(c, page),
      })
      return sendPage(c, recommendationView, found)
    })
    .openapi(read, async (c) => {
      const found = await readRecommendation(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, recommendationView, found)
    })
    .openapi(change, async (c) => {
      const changed = await changeRecommendation(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, recommendationView, changed)
    })
