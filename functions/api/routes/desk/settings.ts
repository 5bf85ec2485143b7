import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  changeSettings,
  confirmSettings,
  readSettings,
  withdrawProposal,
} from '../../../../shared/settings/change.ts'
import { type Settings, settings, settingsChange } from '../../../../shared/settings/schema.ts'
import { etag, optionalVersionOf, versionOf } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'

const tags = ['settings']
const settingsView = settings.meta({ id: 'Settings' })

const read = createRoute({
  method: 'get',
  path: '/settings',
  tags,
  summary: 'What the alliance has set for itself',
  responses: { 200: answer(settingsView, 'The settings'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/settings',
  tags,
  summary: 'Change settings; the other coordinators are told',
  description:
    'A section that is named is replaced as a whole. `If-Match: "0"` while nothing has been set. What loosens the release of alerts (fewer approvals, a shorter hold, more desks to hear of what one person issues alone) is a `proposal` until another coordinator confirms it. While one waits, another is refused (409): have it confirmed, or withdraw it, first.',
  request: { headers: ifMatch, ...body(settingsChange) },
  responses: { 200: answer(settingsView, 'The settings'), ...refusals, ...preconditions },
})

const confirm = createRoute({
  method: 'post',
  path: '/settings/confirmation',
  tags,
  summary: 'Confirm what another coordinator has proposed, as this version of the settings shows it',
  request: { headers: ifMatch },
  responses: { 200: answer(settingsView, 'The settings'), ...refusals, ...preconditions },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/settings/proposal',
  tags,
  summary: 'Take back a proposed change, or object to it',
  request: { headers: ifMatch },
  responses: { 200: answer(settingsView, 'The settings'), ...refusals, ...preconditions },
})

const show = (c: Context<Env>, settings: Settings) => {
  c.header('ETag', etag(settings.version))
  return settingsView.parse(settings)
}

export const settingsRoutes = (api: Router) =>
  api
    .openapi(read, async (c) => {
      return c.json(show(c, await readSettings(c.var.deps, c.var.actor)), 200)
    })
    .openapi(change, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      const input = { version, change: c.req.valid('json') }
      return c.json(show(c, await changeSettings(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(confirm, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      return c.json(show(c, await confirmSettings(c.var.deps, c.var.actor, version)), 200)
    })
    .openapi(withdraw, async (c) => {
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      return c.json(show(c, await withdrawProposal(c.var.deps, c.var.actor, version)), 200)
    })
