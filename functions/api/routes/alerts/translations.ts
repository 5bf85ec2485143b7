import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { approveTranslation } from '../../../../shared/alerts/translations/approve.ts'
import { proposeTranslation, readTranslations } from '../../../../shared/alerts/translations/propose.ts'
import { translation, translationInput } from '../../../../shared/alerts/translations/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { language } from '../../../../shared/text.ts'
import { answer, body, listOf, type Router, refusals } from '../../http/contract.ts'

const tags = ['alerts']
const alertPath = z.object({ id: idOf('alert') })
const languagePath = alertPath.extend({ language })

const translationView = translation.meta({ id: 'Translation' })

const list = createRoute({
  method: 'get',
  path: '/alerts/{id}/translations',
  tags,
  summary: 'The translations of what is in force that came, or are to come, after it',
  request: { params: alertPath },
  responses: { 200: answer(listOf(translationView), 'All of them'), ...refusals },
})

const propose = createRoute({
  method: 'put',
  path: '/alerts/{id}/translations/{language}',
  tags,
  summary: 'Propose a text in one more language for an alert that is out, or change a proposal',
  description: 'Nobody outside hears of it before it is approved. A change takes approvals away.',
  request: { params: languagePath, ...body(translationInput) },
  responses: { 200: answer(translationView, 'The proposal, with the digest to approve it by'), ...refusals },
})

const approve = createRoute({
  method: 'post',
  path: '/alerts/{id}/translations/{language}/approval',
  tags,
  summary: 'Approve a translation: who waits for it is told once, in the thread of the alert',
  description:
    'As many persons as the level needs, none of whom wrote it. Of an emergency it goes out at once, else after the hold.',
  request: { params: languagePath, ...body(z.strictObject({ digest: z.string().max(100) })) },
  responses: { 200: answer(translationView, 'The translation as it now stands'), ...refusals },
})

/** Texts that come after their alert. */
export const alertTranslationRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const items = await readTranslations(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json({ items }, 200)
    })
    .openapi(propose, async (c) => {
      const proposal = { ...c.req.valid('param'), input: c.req.valid('json') }
      return c.json(await proposeTranslation(c.var.deps, c.var.actor, proposal), 200)
    })
    .openapi(approve, async (c) => {
      const approval = { ...c.req.valid('param'), ...c.req.valid('json') }
      return c.json(await approveTranslation(c.var.deps, c.var.actor, approval), 200)
    })
