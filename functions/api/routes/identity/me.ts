import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { grantKinds, person } from '../../../../shared/access/actor.ts'
import { unauthenticated } from '../../../../shared/access/permit.ts'
import { freshUntil } from '../../../../shared/identity/actor-of.ts'
import {
  endOtherSessions,
  endSession,
  listSessions,
  ownSession,
} from '../../../../shared/identity/own-sessions.ts'
import { signOut } from '../../../../shared/identity/sign-out.ts'
import { idOf } from '../../../../shared/ids.ts'
import { answer, listOf, type Router, refusals } from '../../http/contract.ts'
import { endSessionCookie } from '../../http/session-cookie.ts'

const tags = ['identity']

const meView = person
  .extend({
    /** Grants that count once the second factor has been proved in this session. */
    resting: z.array(z.enum(grantKinds)).optional(),
    /** Until when that proof is fresh, as what is dangerous asks. */
    freshUntil: z.iso.datetime().optional(),
    credential: z.object({ id: z.string(), kind: z.enum(['session', 'token']), expiresAt: z.iso.datetime() }),
  })
  .meta({ id: 'Me' })

const read = createRoute({
  method: 'get',
  path: '/me',
  tags,
  summary: 'Who one is',
  responses: { 200: answer(meView, 'The person one acts as, and by what'), ...refusals },
})

const leave = createRoute({
  method: 'post',
  path: '/sign-out',
  tags,
  summary: 'End this session',
  responses: { 204: { description: 'Ended' }, ...refusals },
})

const sessionView = ownSession.meta({ id: 'OwnSession' })

const sessions = createRoute({
  method: 'get',
  path: '/me/sessions',
  tags,
  summary: 'Where you are signed in, newest first; at most twenty',
  responses: { 200: answer(listOf(sessionView), 'All of them'), ...refusals },
})

const end = createRoute({
  method: 'delete',
  path: '/me/sessions/{id}',
  tags,
  summary: 'End a session of yours at once',
  request: { params: z.object({ id: idOf('signIn') }) },
  responses: { 204: { description: 'Ended' }, ...refusals },
})

const endOthers = createRoute({
  method: 'delete',
  path: '/me/sessions',
  tags,
  summary: 'End all sessions of yours but this one, at once',
  responses: { 204: { description: 'Ended' }, ...refusals },
})

export const meRoutes = (api: Router) =>
  api
    .openapi(read, (c) => {
      const { actor, credential } = c.var
      if (!credential) throw unauthenticated()
      const expiresAt = new Date(credential.expiresAt * 1000).toISOString()
      const { grants } = credential.person
      const proof = { freshUntil: freshUntil(credential) }
      return c.json(
        meView.parse({ ...actor, ...proof, grants, credential: { ...credential, expiresAt } }),
        200,
      )
    })
    .openapi(leave, async (c) => {
      await signOut(c.var.deps, c.var.actor, c.var.credential)
      endSessionCookie(c)
      return c.body(null, 204)
    })
    .openapi(sessions, async (c) => {
      const found = await listSessions(c.var.deps, c.var.actor, c.var.credential?.id)
      return c.json({ items: found.map((item) => sessionView.parse(item)) }, 200)
    })
    .openapi(endOthers, async (c) => {
      await endOtherSessions(c.var.deps, c.var.actor, c.var.credential?.id)
      return c.body(null, 204)
    })
    .openapi(end, async (c) => {
      await endSession(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
