import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { assignTask, closeTask } from '../../../../shared/tasks/change.ts'
import { listTasks, readTask } from '../../../../shared/tasks/read.ts'
import { assignmentInput, closureInput, task } from '../../../../shared/tasks/schema.ts'
import { pageOf, sendOne, sendPage, versioned } from '../../http/answers.ts'
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

const tags = ['tasks']
const params = z.object({ id: idOf('task') })
const taskView = task.meta({ id: 'Task' })

const list = createRoute({
  method: 'get',
  path: '/tasks',
  tags,
  summary: 'What waits for a person, oldest first; with `subject`, everything there was to do about it',
  request: {
    query: pageQuery.extend({
      status: z.enum(['open', 'closed']).default('open'),
      subject: z.string().max(100).optional(),
    }),
  },
  responses: { 200: answer(listOf(taskView), 'A page of tasks'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/tasks/{id}',
  tags,
  summary: 'One task',
  request: { params },
  responses: { 200: answer(taskView, 'The task'), ...refusals },
})

const assign = createRoute({
  method: 'put',
  path: '/tasks/{id}/assignee',
  tags,
  summary: 'Take a task, give it to another coordinator, or put it back',
  request: { params, headers: ifMatch, ...body(assignmentInput) },
  responses: { 200: answer(taskView, 'The task'), ...refusals, ...preconditions },
})

const close = createRoute({
  method: 'post',
  path: '/tasks/{id}/closure',
  tags,
  summary: 'Say that a task is done, or why it need not be',
  request: { params, headers: ifMatch, ...body(closureInput) },
  responses: { 200: answer(taskView, 'The task'), ...refusals, ...preconditions },
})

export const taskRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, subject, ...page } = c.req.valid('query')
      const wanted = { status, subject, page: pageOf(c, page) }
      const found = await listTasks(c.var.deps, c.var.actor, wanted)
      return sendPage(c, taskView, found)
    })
    .openapi(read, async (c) => {
      const found = await readTask(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, taskView, found)
    })
    .openapi(assign, async (c) => {
      const changed = await assignTask(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        contactId: c.req.valid('json').contactId,
      })
      return sendOne(c, taskView, changed)
    })
    .openapi(close, async (c) => {
      const closed = await closeTask(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        closure: c.req.valid('json'),
      })
      return sendOne(c, taskView, closed)
    })
