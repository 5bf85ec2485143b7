import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { approveAlert } from '../../../../shared/alerts/approve.ts'
import { cancelAlert, updateAlert } from '../../../../shared/alerts/change.ts'
import { alertChange, cancellationInput } from '../../../../shared/alerts/content.ts'
import { remindSilent } from '../../../../shared/alerts/escalation/remind-now.ts'
import { haltAlert } from '../../../../shared/alerts/halt.ts'
import { approvalInput } from '../../../../shared/alerts/schema.ts'
import { returnAlert, submitAlert } from '../../../../shared/alerts/submit.ts'
import { text } from '../../../../shared/text.ts'
import { etag, versioned } from '../../http/answers.ts'
import { answer, body, preconditions, type Router, refusals } from '../../http/contract.ts'
import { show, step } from './step.ts'

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
  'Approve the revision that the digest names: enough approvals issue it, after its hold; alone, with a reason, in an emergency',
  body(approvalInput),
)
export const returnInput = z.strictObject({ remarks: text(5000) })
const giveBack = step('return', 'Give the revision in review back to its authors', body(returnInput))
const update = step('update', 'Begin the next revision of an issued alert', body(alertChange))
const cancellation = step(
  'cancellation',
  'Begin the revision that ends an issued alert, whatever else is being written',
  body(cancellationInput),
)
const reminder = createRoute({
  ...step('reminder', 'Remind the organizations that have not answered, now', {}),
  responses: { 202: { description: 'They are reminded, each once for a level' }, ...refusals },
})
const halt = step('halt', 'Stop whatever is unsent', {})

/** From draft to review, to issue and to its end. */
export const alertStepRoutes = (api: Router) =>
  api
    .openapi(submission, async (c) => {
      const {
        revision,
        submission: frozen,
        version,
      } = await submitAlert(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
      c.header('ETag', etag(version))
      return c.json({ revision, digest: frozen!.digest }, 200)
    })
    .openapi(approval, async (c) => {
      const input = {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        approval: c.req.valid('json'),
      }
      return c.json(show(c, await approveAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(giveBack, async (c) => {
      const input = {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        remarks: c.req.valid('json').remarks,
      }
      return c.json(show(c, await returnAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(update, async (c) => {
      const input = { ...versioned(c.req.valid('param'), c.req.valid('header')), change: c.req.valid('json') }
      return c.json(show(c, await updateAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(cancellation, async (c) => {
      const input = {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        cancellation: c.req.valid('json'),
      }
      return c.json(show(c, await cancelAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(reminder, async (c) => {
      await remindSilent(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 202)
    })
    .openapi(halt, async (c) =>
      c.json(
        show(
          c,
          await haltAlert(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header'))),
        ),
        200,
      ),
    )
