import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { approveAlert } from '../../../shared/alerts/approve.ts'
import { cancelAlert, updateAlert } from '../../../shared/alerts/change.ts'
import { haltAlert } from '../../../shared/alerts/halt.ts'
import { type Alert, alertChange, approvalInput, cancellationInput } from '../../../shared/alerts/schema.ts'
import { returnAlert, submitAlert } from '../../../shared/alerts/submit.ts'
import { idOf } from '../../../shared/ids.ts'
import { text } from '../../../shared/text.ts'
import { etag, optionalVersionOf } from '../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../http/contract.ts'
import type { Env } from '../http/env.ts'
import { alertView, viewFor } from './alert-view.ts'

/** A step of an alert's life; it honours `If-Match` where a caller sends it. */
const step = <P extends string, R extends object>(path: P, summary: string, request: R) =>
  createRoute({
    method: 'post',
    path: `/alerts/{id}/${path}` as const,
    tags: ['alerts'],
    summary,
    request: { params: z.object({ id: idOf('alert') }), headers: ifMatch, ...request },
    responses: { 200: answer(alertView, 'The alert as it now stands'), ...refusals, ...preconditions },
  })

const submission = createRoute({
  ...step('submission', 'Freeze the draft for review', {}),
  responses: {
    200: answer(z.object({ revision: z.int(), digest: z.string() }), 'What approval must name'),
    ...refusals,
    ...preconditions,
  },
})

const approval = step(
  'approval',
  'Approve the revision in review and issue it; alone, with a reason, in an emergency',
  body(approvalInput),
)
const giveBack = step(
  'return',
  'Give the revision in review back to its authors',
  body(z.strictObject({ remarks: text(5000) })),
)
const update = step('update', 'Begin the next revision of an issued alert', body(alertChange))
const cancellation = step(
  'cancellation',
  'Begin the revision that ends an issued alert, whatever else is being written',
  body(cancellationInput),
)
const halt = step('halt', 'Stop whatever is unsent', {})

const versioned = ({ id }: { id: string }, header: { 'if-match'?: string | undefined }) => ({
  id,
  version: optionalVersionOf(header['if-match']),
})

const show = (c: Context<Env>, alert: Alert) => {
  c.header('ETag', etag(alert.version))
  return viewFor(c.var.actor)(alert)
}

/** From draft to review, to issue and to its end. */
export const alertStepRoutes = (api: Router) => {
  api.openapi(submission, async (c) => {
    const {
      revision,
      submission: frozen,
      version,
    } = await submitAlert(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
    c.header('ETag', etag(version))
    return c.json({ revision, digest: frozen!.digest }, 200)
  })

  api.openapi(approval, async (c) => {
    const input = { ...versioned(c.req.valid('param'), c.req.valid('header')), approval: c.req.valid('json') }
    return c.json(show(c, await approveAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(giveBack, async (c) => {
    const input = {
      ...versioned(c.req.valid('param'), c.req.valid('header')),
      remarks: c.req.valid('json').remarks,
    }
    return c.json(show(c, await returnAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(update, async (c) => {
    const input = { ...versioned(c.req.valid('param'), c.req.valid('header')), change: c.req.valid('json') }
    return c.json(show(c, await updateAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(cancellation, async (c) => {
    const input = {
      ...versioned(c.req.valid('param'), c.req.valid('header')),
      cancellation: c.req.valid('json'),
    }
    return c.json(show(c, await cancelAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(halt, async (c) =>
    c.json(
      show(
        c,
        await haltAlert(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header'))),
      ),
      200,
    ),
  )
}
