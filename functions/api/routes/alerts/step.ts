import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { etag } from '../../http/answers.ts'
import { answer, ifMatch, preconditions, refusals } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { alertView, viewFor } from './view.ts'

/** A step of an alert's life; it honours `If-Match` where a caller sends it. */
export const step = <P extends string, R extends object>(path: P, summary: string, request: R) =>
  createRoute({
    method: 'post',
    path: `/alerts/{id}/${path}` as const,
    tags: ['alerts'],
    summary,
    request: { params: z.object({ id: idOf('alert') }), headers: ifMatch, ...request },
    responses: { 200: answer(alertView, 'The alert as it now stands'), ...refusals, ...preconditions },
  })

export const show = (c: Context<Env>, alert: Alert) => {
  c.header('ETag', etag(alert.version))
  return viewFor(c.var.actor)(alert)
}
