import * as z from 'zod'
import { callOffEmbargo } from '../../../../shared/alerts/release/embargo.ts'
import { resumeAlert } from '../../../../shared/alerts/release/resume.ts'
import { reviewAlert, reviewInput } from '../../../../shared/alerts/release/review.ts'
import { idOf } from '../../../../shared/ids.ts'
import { classes } from '../../../../shared/organizations/schema.ts'
import { versioned } from '../../http/answers.ts'
import { body, type Router } from '../../http/contract.ts'
import { show, step } from './step.ts'

const resumption = step('resume', 'Let go on what was stopped: two persons must ask for it', {})
const review = step(
  'review',
  'Record the review that is owed after one person acted alone',
  body(reviewInput),
)
const callingOff = step(
  'embargoes/{class}/cancellation',
  'Never tell a class that still waits of this revision',
  {
    params: z.object({ id: idOf('alert'), class: z.enum(classes) }),
  },
)

/** What becomes of an alert between its approval and the last of its mails. */
export const alertReleaseRoutes = (api: Router) =>
  api
    .openapi(resumption, async (c) => {
      const input = versioned(c.req.valid('param'), c.req.valid('header'))
      return c.json(show(c, await resumeAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(review, async (c) => {
      const input = { ...versioned(c.req.valid('param'), c.req.valid('header')), review: c.req.valid('json') }
      return c.json(show(c, await reviewAlert(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(callingOff, async (c) => {
      const params = c.req.valid('param')
      const input = { ...versioned(params, c.req.valid('header')), class: params.class }
      return c.json(show(c, await callOffEmbargo(c.var.deps, c.var.actor, input)), 200)
    })
