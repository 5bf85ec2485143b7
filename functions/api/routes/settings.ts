import { createRoute } from '@hono/zod-openapi'
import { changeSettings, readSettings } from '../../../shared/settings/change.ts'
import { settings, settingsChange } from '../../../shared/settings/schema.ts'
import { etag, versionOf } from '../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../http/contract.ts'

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
  description: 'A section that is named is replaced as a whole. `If-Match: "0"` while nothing has been set.',
  request: { headers: ifMatch, ...body(settingsChange) },
  responses: { 200: answer(settingsView, 'The settings'), ...refusals, ...preconditions },
})

export const settingsRoutes = (api: Router) => {
  api.openapi(read, async (c) => {
    const found = await readSettings(c.var.deps, c.var.actor)
    c.header('ETag', etag(found.version))
    return c.json(settingsView.parse(found), 200)
  })

  api.openapi(change, async (c) => {
    const version = versionOf(c.req.valid('header')['if-match'])
    const changed = await changeSettings(c.var.deps, c.var.actor, { version, change: c.req.valid('json') })
    c.header('ETag', etag(changed.version))
    return c.json(settingsView.parse(changed), 200)
  })
}
