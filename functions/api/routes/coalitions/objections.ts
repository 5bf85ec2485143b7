import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { listObjections } from '../../../../shared/coalitions/objections/list.ts'
import { recordObjection } from '../../../../shared/coalitions/objections/record.ts'
import { objection, objectionInput } from '../../../../shared/coalitions/objections/schema.ts'
import { readObjection, withdrawObjection } from '../../../../shared/coalitions/objections/withdraw.ts'
import { idOf } from '../../../../shared/ids.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['coalitions']
const params = z.object({ id: idOf('coalition') })
const objectionView = objection.meta({ id: 'Objection' })

const raise = createRoute({
  method: 'post',
  path: '/coalitions/{id}/objections',
  tags,
  summary:
    'Put an objection on record: by an organization that leads or takes part, or as it told a coordinator',
  request: { params, headers: idempotent, ...body(objectionInput) },
  responses: { 201: answer(objectionView, 'The objection'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/coalitions/{id}/objections',
  tags,
  summary: 'Objections on record: all for who leads, one’s own for the others',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(objectionView), 'A page of objections'), ...refusals },
})

const withdraw = createRoute({
  method: 'post',
  path: '/coalitions/{id}/objections/{objectionId}/withdrawal',
  tags,
  summary: 'Withdraw an objection, which stays on record as withdrawn',
  request: { params: params.extend({ objectionId: idOf('objection') }) },
  responses: { 200: answer(objectionView, 'The objection'), ...refusals },
})

export const objectionRoutes = (api: Router) =>
  api
    .openapi(raise, async (c) => {
      const coalitionId = c.req.valid('param').id
      const input = { coalitionId, ...c.req.valid('json') }
      const made = await once(
        c,
        input,
        (deps) => recordObjection(deps, c.var.actor, input),
        (deps) => readObjection(deps, c.var.actor, { coalitionId, objectionId: deps.ids.next('objection') }),
      )
      c.header('Location', `/v1/coalitions/${coalitionId}/objections`)
      return c.json(objectionView.parse(made), 201)
    })
    .openapi(list, async (c) => {
      const coalitionId = c.req.valid('param').id
      const page = pageOf(c, c.req.valid('query'))
      const found = await listObjections(c.var.deps, c.var.actor, { coalitionId, page })
      return sendPage(c, objectionView, found)
    })
    .openapi(withdraw, async (c) => {
      const { id: coalitionId, objectionId } = c.req.valid('param')
      const withdrawn = await withdrawObjection(c.var.deps, c.var.actor, { coalitionId, objectionId })
      return c.json(objectionView.parse(withdrawn), 200)
    })
