import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { openCase } from '../../../../shared/justice/open.ts'
import { listCases, readCase, readStages } from '../../../../shared/justice/read.ts'
import {
  caseChange,
  caseInput,
  legalCase,
  stageChange,
  stageEntry,
} from '../../../../shared/justice/schema.ts'
import { setStage } from '../../../../shared/justice/set-stage.ts'
import { asShown, standings } from '../../../../shared/justice/standing.ts'
import { updateCase } from '../../../../shared/justice/update.ts'
import { caseStage, courtKinds } from '../../../../shared/justice/vocabulary.ts'
import { pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import {
  answer,
  body,
  idempotent,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['justice']
const params = z.object({ id: idOf('case') })

const accusedView = legalCase.shape.accused.unwrap().extend({ standing: z.enum(standings) })
const caseView = legalCase
  .omit({ judged: true })
  .extend({
    /** Until a court has judged, whatever is charged. */
    alleged: z.boolean(),
    accused: z.array(accusedView),
  })
  .meta({ id: 'Case' })
const stageView = stageEntry.partial({ by: true }).meta({ id: 'CaseStageEntry' })

const open = createRoute({
  method: 'post',
  path: '/cases',
  tags,
  summary: 'Begin to follow a case',
  request: { headers: idempotent, ...body(caseInput) },
  responses: { 201: answer(caseView, 'The new case'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/cases',
  tags,
  summary: 'Cases, newest change first: of a situation or of a kind of court, and by stage',
  request: {
    query: pageQuery
      .extend({
        situationId: idOf('situation').optional(),
        court: z.enum(courtKinds).optional(),
        stage: caseStage.optional(),
      })
      .refine(({ situationId, court }) => !(situationId && court), {
        message: 'cannot be asked together with situationId',
        path: ['court'],
      }),
  },
  responses: { 200: answer(listOf(caseView), 'A page of cases'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/cases/{id}',
  tags,
  summary: 'One case; everybody accused says how they stand',
  request: { params },
  responses: { 200: answer(caseView, 'The case'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/cases/{id}',
  tags,
  summary: 'Change what is kept of a case, but for its stage',
  request: { params, headers: ifMatch, ...body(caseChange) },
  responses: { 200: answer(caseView, 'The case'), ...refusals, ...preconditions },
})

const setItsStage = createRoute({
  method: 'put',
  path: '/cases/{id}/stage',
  tags,
  summary: 'Say which stage it has come to, with sources',
  request: { params, headers: ifMatch, ...body(stageChange) },
  responses: { 200: answer(caseView, 'The case'), ...refusals, ...preconditions },
})

const history = createRoute({
  method: 'get',
  path: '/cases/{id}/stages',
  tags,
  summary: 'How it came to where it is, latest first, with sources',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(stageView), 'A page of stages'), ...refusals },
})

export const caseRoutes = (api: Router) =>
  api
    .openapi(open, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        async (deps) => asShown(await openCase(deps, c.var.actor, input)),
        (deps) => readCase(deps, c.var.actor, deps.ids.next('case')),
      )
      return sendMade(c, caseView, made)
    })
    .openapi(list, async (c) => {
      const { situationId, court, stage, ...page } = c.req.valid('query')
      const found = await listCases(c.var.deps, c.var.actor, {
        filter: { situationId, court, stage },
        page: pageOf(c, page),
      })
      return sendPage(c, caseView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, caseView, await readCase(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(update, async (c) => {
      const changed = await updateCase(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, caseView, asShown(changed))
    })
    .openapi(setItsStage, async (c) => {
      const changed = await setStage(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, caseView, asShown(changed))
    })
    .openapi(history, async (c) => {
      const found = await readStages(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        page: pageOf(c, c.req.valid('query')),
      })
      return sendPage(c, stageView, found)
    })
