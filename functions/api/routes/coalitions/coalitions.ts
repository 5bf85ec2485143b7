import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { formCoalition } from '../../../../shared/coalitions/form.ts'
import { listCoalitions, readCoalition } from '../../../../shared/coalitions/read.ts'
import { coalition, coalitionChange, coalitionInput } from '../../../../shared/coalitions/schema.ts'
import { updateCoalition } from '../../../../shared/coalitions/update.ts'
import { idOf } from '../../../../shared/ids.ts'
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
import { coalitionView } from './life.ts'
import { participantView } from './participations.ts'

const tags = ['coalitions']
const params = z.object({ id: idOf('coalition') })

const wholeView = coalition
  .extend({
    organizations: z
      .array(participantView)
      .meta({ description: 'The first hundred, as far as yours to know' }),
  })
  .meta({ id: 'CoalitionWithOrganizations' })

const create = createRoute({
  method: 'post',
  path: '/coalitions',
  tags,
  summary: 'Form a coalition on a situation',
  request: { headers: idempotent, ...body(coalitionInput) },
  responses: { 201: answer(coalitionView, 'The new coalition'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/coalitions',
  tags,
  summary: 'Coalitions: all for coordinators, for others those that their organization is in',
  request: { query: pageQuery.extend({ situationId: idOf('situation').optional() }) },
  responses: { 200: answer(listOf(coalitionView), 'A page of coalitions'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/coalitions/{id}',
  tags,
  summary: 'One coalition with its organizations',
  request: { params },
  responses: { 200: answer(wholeView, 'The coalition'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/coalitions/{id}',
  tags,
  summary: 'Change a coalition',
  request: { params, headers: ifMatch, ...body(coalitionChange) },
  responses: { 200: answer(coalitionView, 'The coalition'), ...refusals, ...preconditions },
})

export const coalitionRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => formCoalition(deps, c.var.actor, input),
        (deps) => readCoalition(deps, c.var.actor, deps.ids.next('coalition')),
      )
      return sendMade(c, coalitionView, made)
    })
    .openapi(list, async (c) => {
      const { situationId, ...page } = c.req.valid('query')
      const found = await listCoalitions(c.var.deps, c.var.actor, {
        situationId,
        page: pageOf(c, page),
      })
      return sendPage(c, coalitionView, found)
    })
    .openapi(read, async (c) => {
      const found = await readCoalition(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, wholeView, found)
    })
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await updateCoalition(c.var.deps, c.var.actor, {
        id,
        version,
        change: c.req.valid('json'),
      })
      return sendOne(c, coalitionView, changed)
    })
