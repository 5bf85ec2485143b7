import { cors } from 'hono/cors'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { nobody } from '../../shared/access/actor.ts'
import type { Deps } from '../../shared/deps.ts'
import { authenticate, sameOriginOnly, signedInOnly } from './http/authenticate.ts'
import { router } from './http/contract.ts'
import { inUtf8, keptNowhere } from './http/json.ts'
import { limitFor } from './http/limits.ts'
import { createOtherwise } from './http/methods.ts'
import { onError } from './http/problem.ts'
import { webhookDocs } from './http/webhook-docs.ts'
import { tooLargePage } from './pages/console/shell/too-large.tsx'
import { pages } from './pages.ts'
import { closed, open } from './routes.ts'

/** What is public and made for programs may be read by the scripts of any site; nothing else may. */
const openToOtherSites = ['/feeds/*', '/alerts/:id/cap.xml', '/.well-known/tocsin-keys.json', '/openapi.json']
const reading = {
  origin: '*',
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['If-None-Match'],
  exposeHeaders: ['ETag'],
}

/** Everything under `/v1`: with credentials but for the way to get them, in JSON. */
const createApi = () => {
  const api = router()
  api.use(keptNowhere, inUtf8)
  for (const routes of open) routes(api)
  api.use(authenticate, sameOriginOnly, signedInOnly)
  for (const routes of closed) routes(api)
  return api
}

/** The whole HTTP side: the JSON API, the pages behind mailed links, the public feeds. */
export const createApp = (deps: Deps) => {
  const app = router()
  app.use(requestId({ headerName: '' }))
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('actor', nobody)
    await next()
  })
  app.use(secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }))
  app.use(async (c, next) => limitFor(c.req.path, tooLargePage)(c, next))
  app.onError(onError)
  const otherwise = createOtherwise(app)
  app.notFound(otherwise)
  for (const path of openToOtherSites) app.use(path, cors(reading))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.options('/v1/*', otherwise)
  app.route('/v1', createApi())
  for (const room of pages) room(app)
  webhookDocs(app)
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    security: [{ bearer: [] }],
    info: {
      title: 'Tocsin',
      version: '1',
      description: 'Coordinates coalitions, meetings and early-warning alerts.',
    },
    servers: [{ url: deps.config.publicUrl }],
  })
  return app
}
