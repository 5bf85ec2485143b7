import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { addIndicator } from '../../../../shared/situations/add-indicator.ts'
import { createSituation } from '../../../../shared/situations/create.ts'
import {
  listSituations,
  readLevels,
  readSituation,
  readTimeline,
} from '../../../../shared/situations/read.ts'
import { findIndicator } from '../../../../shared/situations/repository.ts'
import {
  indicator,
  indicatorInput,
  levelChange,
  levelEntry,
  situation,
  situationChange,
  situationInput,
} from '../../../../shared/situations/schema.ts'
import { setLevel } from '../../../../shared/situations/set-level.ts'
import { updateSituation } from '../../../../shared/situations/update.ts'
import { level } from '../../../../shared/situations/vocabulary.ts'
import { country } from '../../../../shared/text.ts'
import {
  madeAt,
  optionalVersionOf,
  pageOf,
  sendMade,
  sendOne,
  sendPage,
  versionOf,
} from '../../http/answers.ts'
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

const tags = ['situations']
const params = z.object({ id: idOf('situation') })

const situationView = situation.partial({ withholdFrom: true }).meta({ id: 'Situation' })
const indicatorView = indicator.partial({ by: true }).meta({ id: 'Indicator' })
const levelView = levelEntry.partial({ by: true }).meta({ id: 'LevelEntry' })

const create = createRoute({
  method: 'post',
  path: '/situations',
  tags,
  summary: 'Begin to watch a situation',
  request: { headers: idempotent, ...body(situationInput) },
  responses: { 201: answer(situationView, 'The new situation'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/situations',
  tags,
  summary: 'Situations, newest change first',
  request: { query: pageQuery.extend({ level: level.optional(), country: country.optional() }) },
  responses: { 200: answer(listOf(situationView), 'A page of situations'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/situations/{id}',
  tags,
  summary: 'One situation',
  request: { params },
  responses: { 200: answer(situationView, 'The situation'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/situations/{id}',
  tags,
  summary: 'Change a situation, but for its level',
  request: { params, headers: ifMatch, ...body(situationChange) },
  responses: { 200: answer(situationView, 'The situation'), ...refusals, ...preconditions },
})

const setItsLevel = createRoute({
  method: 'put',
  path: '/situations/{id}/level',
  tags,
  summary: 'Set the level, with the reason; the level it has already changes nothing',
  request: { params, headers: ifMatch, ...body(levelChange) },
  responses: { 200: answer(situationView, 'The situation'), ...refusals, ...preconditions },
})

const levelHistory = createRoute({
  method: 'get',
  path: '/situations/{id}/level-history',
  tags,
  summary: 'The levels it has had, latest first',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(levelView), 'A page of levels'), ...refusals },
})

const addToTimeline = createRoute({
  method: 'post',
  path: '/situations/{id}/timeline',
  tags,
  summary: 'Add a dated, sourced indicator',
  request: { params, headers: idempotent, ...body(indicatorInput) },
  responses: { 201: answer(indicatorView, 'The new entry'), ...refusals },
})

const timeline = createRoute({
  method: 'get',
  path: '/situations/{id}/timeline',
  tags,
  summary: 'The timeline, latest date first',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(indicatorView), 'A page of indicators'), ...refusals },
})

export const timelineRoutes = (api: Router) =>
  api
    .openapi(addToTimeline, async (c) => {
      const { id: situationId } = c.req.valid('param')
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => addIndicator(deps, c.var.actor, { situationId, indicator: input }),
        async (deps) =>
          (await findIndicator(deps.store, {
            situationId,
            date: input.date,
            id: deps.ids.next('timeline'),
          }))!,
      )
      madeAt(c, `/v1/situations/${situationId}/timeline`, made.version)
      return c.json(indicatorView.parse(made), 201)
    })
    .openapi(timeline, async (c) => {
      const { id } = c.req.valid('param')
      const found = await readTimeline(c.var.deps, c.var.actor, {
        id,
        page: pageOf(c, c.req.valid('query')),
      })
      return sendPage(c, indicatorView, found)
    })
    .openapi(levelHistory, async (c) => {
      const { id } = c.req.valid('param')
      const found = await readLevels(c.var.deps, c.var.actor, {
        id,
        page: pageOf(c, c.req.valid('query')),
      })
      return sendPage(c, levelView, found)
    })

export const situationRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => createSituation(deps, c.var.actor, input),
        async (deps) =>
          situationView.parse(await readSituation(deps, c.var.actor, deps.ids.next('situation'))),
      )
      return sendMade(c, situationView, made)
    })
    .openapi(list, async (c) => {
      const { level, country, ...page } = c.req.valid('query')
      const given = { filter: { level, country }, page: pageOf(c, page) }
      const found = await listSituations(c.var.deps, c.var.actor, given)
      return sendPage(c, situationView, found)
    })
    .openapi(read, async (c) => {
      const found = await readSituation(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, situationView, found)
    })
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await updateSituation(c.var.deps, c.var.actor, {
        id,
        version,
        change: c.req.valid('json'),
      })
      return sendOne(c, situationView, changed)
    })
    .openapi(setItsLevel, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const changed = await setLevel(c.var.deps, c.var.actor, { id, version, ...c.req.valid('json') })
      return sendOne(c, situationView, changed)
    })
