import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { inviteOrganizations } from '../../../../shared/coalitions/invite.ts'
import { setParticipation } from '../../../../shared/coalitions/participate.ts'
import { listParticipants } from '../../../../shared/coalitions/read.ts'
import { invitation, participation, participationChange } from '../../../../shared/coalitions/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['coalitions']
const params = z.object({ id: idOf('coalition') })

export const participationView = participation
  .omit({ by: true, reason: true, invitedBecause: true, knownTo: true, told: true })
  .meta({ id: 'Participation' })

/** What was confided to leads and coordinators, who alone see it, and the name. */
export const participantView = participation
  .partial({ by: true, knownTo: true })
  .extend({ name: z.string() })
  .meta({ id: 'Participant' })

const invite = createRoute({
  method: 'post',
  path: '/coalitions/{id}/invitations',
  tags,
  summary: 'Invite organizations, which mails the first contact of each',
  description:
    'All are looked at before any is invited. Who is invited already, or has joined, stays as they are, so that a repetition does no harm. A government of the situation’s own countries, and whoever the situation is withheld from, is invited alone and with a reason.',
  request: { params, headers: idempotent, ...body(invitation) },
  responses: { 200: answer(listOf(participationView), 'How each of them takes part now'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/coalitions/{id}/organizations',
  tags,
  summary: 'Who takes part, as far as yours to know',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(participantView), 'A page of organizations'), ...refusals },
})

const change = createRoute({
  method: 'put',
  path: '/coalitions/{id}/organizations/{organizationId}',
  tags,
  summary:
    'Join, decline or leave; for who leads it, remove and give a role; for coordinators, record what they were told',
  request: { params: params.extend({ organizationId: idOf('organization') }), ...body(participationChange) },
  responses: { 200: answer(participationView, 'How the organization takes part now'), ...refusals },
})

export const participationRoutes = (api: Router) =>
  api
    .openapi(invite, async (c) => {
      const input = { coalitionId: c.req.valid('param').id, ...c.req.valid('json') }
      const inviteThem = (deps = c.var.deps) => inviteOrganizations(deps, c.var.actor, input)
      // Again does what an interrupted first time left undone, and must not draw the same ids for it.
      const items = await once(c, input, inviteThem, () => inviteThem())
      return c.json({ items: items.map((item) => participationView.parse(item)) }, 200)
    })
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      const found = await listParticipants(c.var.deps, c.var.actor, {
        id,
        page: pageOf(c, c.req.valid('query')),
      })
      return sendPage(c, participantView, found)
    })
    .openapi(change, async (c) => {
      const { id: coalitionId, organizationId } = c.req.valid('param')
      const input = { coalitionId, organizationId, ...c.req.valid('json') }
      const changed = await setParticipation(c.var.deps, c.var.actor, input)
      return c.json(participationView.parse(changed), 200)
    })
