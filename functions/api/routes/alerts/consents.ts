import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { actorStamp } from '../../../../shared/access/actor.ts'
import { alertContent } from '../../../../shared/alerts/content.ts'
import { askForConsent } from '../../../../shared/alerts/issuers/ask.ts'
import { consentFor, readAskedConsent } from '../../../../shared/alerts/issuers/consent.ts'
import { readConsents } from '../../../../shared/alerts/issuers/read.ts'
import { consent, consentAnswers, consentInput } from '../../../../shared/alerts/issuers/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { versioned } from '../../http/answers.ts'
import { answer, body, type Router, refusals } from '../../http/contract.ts'
import { show, step } from './step.ts'

const tags = ['alerts']
const alertPath = z.object({ id: idOf('alert') })
const organizationPath = alertPath.extend({ organizationId: idOf('organization') })

const consentView = consent.omit({ version: true }).meta({ id: 'Consent' })
const given = z.enum(consentAnswers).optional()

const consentsView = z
  .object({
    /** Of the text that they would consent to. */
    digest: z.string(),
    items: z.array(
      z.object({
        organizationId: idOf('organization'),
        /** About this very text. */
        isAsked: z.boolean(),
        answer: given,
        at: z.iso.datetime().optional(),
        by: actorStamp.optional(),
      }),
    ),
  })
  .meta({ id: 'Consents' })

const { level, scope, texts, wordings, recommendations, expiresAt, issuedBy } = alertContent.shape
const askedView = z
  .object({
    digest: z.string(),
    answer: given,
    /** While anything can still be said to it. */
    draft: z.object({ level, scope, texts, wordings, recommendations, expiresAt, issuedBy }).optional(),
  })
  .meta({ id: 'AskedForConsent' })

const asking = step(
  'consent-request',
  'Ask those in whose name the draft is to be issued, by mail; of a coalition those that lead it',
  {},
)

const list = createRoute({
  method: 'get',
  path: '/alerts/{id}/consents',
  tags,
  summary: 'Who has to consent to the revision as it stands, and what each has said',
  request: { params: alertPath },
  responses: { 200: answer(consentsView, 'All of them'), ...refusals },
})

const asked = createRoute({
  method: 'get',
  path: '/alerts/{id}/consents/{organizationId}',
  tags,
  summary: "The draft that is to be issued in the name of one's organization",
  request: { params: organizationPath },
  responses: { 200: answer(askedView, 'The draft, and what was said to it'), ...refusals },
})

const say = createRoute({
  method: 'put',
  path: '/alerts/{id}/consents/{organizationId}',
  tags,
  summary:
    'Agree, or not, that this very text is issued in its name; for coordinators who did not write it, note it',
  description: 'A refusal counts until it is out: it gives a submitted revision back to its authors.',
  request: { params: organizationPath, ...body(consentInput) },
  responses: { 200: answer(consentView, 'What counts now'), ...refusals },
})

/** In whose name an alert is issued: only of those who have agreed. */
export const alertConsentRoutes = (api: Router) =>
  api
    .openapi(asking, async (c) => {
      const input = versioned(c.req.valid('param'), c.req.valid('header'))
      return c.json(show(c, await askForConsent(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(list, async (c) =>
      c.json(consentsView.parse(await readConsents(c.var.deps, c.var.actor, c.req.valid('param').id)), 200),
    )
    .openapi(asked, async (c) => {
      const { id: alertId, organizationId } = c.req.valid('param')
      const found = await readAskedConsent(c.var.deps, c.var.actor, { alertId, organizationId })
      return c.json(askedView.parse(found), 200)
    })
    .openapi(say, async (c) => {
      const { id: alertId, organizationId } = c.req.valid('param')
      const input = { alertId, organizationId, consent: c.req.valid('json') }
      return c.json(consentView.parse(await consentFor(c.var.deps, c.var.actor, input)), 200)
    })
