import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { assess } from '../../../../shared/assessments/assess.ts'
import { factors } from '../../../../shared/assessments/factors.ts'
import { listAssessments, readAssessment } from '../../../../shared/assessments/read.ts'
import { assessment, assessmentInput, presences } from '../../../../shared/assessments/schema.ts'
import type { Deps } from '../../../../shared/deps.ts'
import { idOf } from '../../../../shared/ids.ts'
import { level } from '../../../../shared/situations/vocabulary.ts'
import { pageOf, sendMade, sendPage } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['situations']
const params = z.object({ id: idOf('situation') })
const presence = z.enum(presences)

const factorsView = z
  .object({
    items: z.array(
      z.object({
        factor: z.int(),
        of: z.enum(['common', 'genocide', 'crimes-against-humanity', 'war-crimes']),
        title: z.string(),
        checked: z
          .boolean()
          .meta({ description: 'Whether the title was compared with an independent reproduction' }),
      }),
    ),
  })
  .meta({ id: 'RiskFactors' })

const assessmentView = assessment
  .partial({ by: true })
  .extend({
    suggestion: z
      .object({ level, because: z.array(z.int()) })
      .optional()
      .meta({ description: 'What the factors speak for. Nothing is set by it' }),
  })
  .meta({ id: 'Assessment' })

const comparedView = assessmentView
  .extend({
    changes: z
      .array(
        z.object({
          factor: z.int(),
          before: presence.optional(),
          now: presence.optional(),
          change: z.enum(['risen', 'fallen', 'same', 'first-seen', 'no-longer-looked-at']),
          newIndicators: z.int(),
        }),
      )
      .meta({ description: 'Since the assessment before; empty for the first' }),
  })
  .meta({ id: 'ComparedAssessment' })

const listFactors = createRoute({
  method: 'get',
  path: '/risk-factors',
  tags,
  summary: "The 14 risk factors of the United Nations' Framework of Analysis for Atrocity Crimes",
  responses: { 200: answer(factorsView, 'The factors'), ...refusals },
})

const create = createRoute({
  method: 'post',
  path: '/situations/{id}/assessments',
  tags,
  summary: 'Assess a situation by the risk factors, with indicators, their dates and sources',
  request: { params, headers: idempotent, ...body(assessmentInput) },
  responses: { 201: answer(comparedView, 'The assessment, compared with the last'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/situations/{id}/assessments',
  tags,
  summary: 'The assessments of a situation, newest first',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(assessmentView), 'A page of assessments'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/situations/{id}/assessments/{assessmentId}',
  tags,
  summary: 'One assessment, compared with the one before it',
  request: { params: params.extend({ assessmentId: idOf('assessment') }) },
  responses: { 200: answer(comparedView, 'The assessment'), ...refusals },
})

/** Situations by the UN's Framework of Analysis. */
export const assessmentRoutes = (api: Router) =>
  api
    .openapi(listFactors, (c) => c.json(factorsView.parse({ items: factors }), 200))
    .openapi(create, async (c) => {
      const { id: situationId } = c.req.valid('param')
      const input = c.req.valid('json')
      const view = (deps: Deps, id: string) => readAssessment(deps, c.var.actor, { situationId, id })
      const made = await once(
        c,
        input,
        async (deps) => view(deps, (await assess(deps, c.var.actor, { situationId, input })).id),
        (deps) => view(deps, deps.ids.next('assessment')),
      )
      return sendMade(c, comparedView, made)
    })
    .openapi(list, async (c) => {
      const page = pageOf(c, c.req.valid('query'))
      const { id: situationId } = c.req.valid('param')
      const found = await listAssessments(c.var.deps, c.var.actor, { situationId, page })
      return sendPage(c, assessmentView, found)
    })
    .openapi(read, async (c) => {
      const { id: situationId, assessmentId: id } = c.req.valid('param')
      return c.json(
        comparedView.parse(await readAssessment(c.var.deps, c.var.actor, { situationId, id })),
        200,
      )
    })
