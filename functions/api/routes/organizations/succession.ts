import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { contactOf } from '../../../../shared/organizations/contact-of.ts'
import { byAlias } from '../../../../shared/organizations/read.ts'
import { contact, successorInput } from '../../../../shared/organizations/schema.ts'
import {
  confirmSuccessor,
  dropSuccessor,
  proposeSuccessor,
} from '../../../../shared/organizations/succession.ts'
import { etag, versionOf } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'

const tags = ['organizations']
const params = z.object({ id: idOf('organization'), contactId: idOf('contact') })
const path = '/organizations/{id}/contacts/{contactId}/succession'

const proposedView = z
  .object({ successor: contact.shape.successor.unwrap() })
  .meta({ id: 'ProposedSuccessor' })
const confirmedView = contact
  .pick({ id: true, role: true, email: true, name: true })
  .meta({ id: 'ConfirmedSuccessor' })

const propose = createRoute({
  method: 'put',
  path,
  tags,
  summary: 'Say that a role passes to somebody else',
  description:
    'The old address, the others there and whoever is on duty are told; a coordinator confirms it.',
  request: { params, ...body(successorInput) },
  responses: { 200: answer(proposedView, 'Proposed; nothing has passed yet'), ...refusals },
})

const drop = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Take back, or object to, that a role passes',
  request: { params },
  responses: { 204: { description: 'It does not pass' }, ...refusals },
})

const confirm = createRoute({
  method: 'post',
  path: `${path}/confirmation`,
  tags,
  summary: 'Have a role pass to whom the organization proposed',
  request: { params, headers: ifMatch },
  responses: {
    200: answer(confirmedView, 'The contact; whatever the old address opened is dead'),
    ...refusals,
    ...preconditions,
  },
})

export const successionRoutes = (api: Router) =>
  api
    .openapi(propose, async (c) => {
      const { id: organizationId, contactId } = c.req.valid('param')
      const input = { organizationId, contactId, ...c.req.valid('json') }
      return c.json(proposedView.parse(await proposeSuccessor(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(drop, async (c) => {
      const { id: organizationId, contactId } = c.req.valid('param')
      await dropSuccessor(c.var.deps, c.var.actor, { organizationId, contactId })
      return c.body(null, 204)
    })
    .openapi(confirm, async (c) => {
      const { id: organizationId, contactId } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const { organization } = await confirmSuccessor(c.var.deps, c.var.actor, {
        organizationId,
        contactId,
        version,
      })
      c.header('ETag', etag(organization.version))
      return c.json(confirmedView.parse(contactOf(byAlias(c.var.actor, organization), contactId)), 200)
    })
