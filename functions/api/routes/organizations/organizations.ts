import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { reportCompromised } from '../../../../shared/organizations/compromised.ts'
import { contactOf } from '../../../../shared/organizations/contact-of.ts'
import { addContact, removeContact, updateContact } from '../../../../shared/organizations/contacts.ts'
import { createOrganization } from '../../../../shared/organizations/create.ts'
import { liftSuppression } from '../../../../shared/organizations/lift-suppression.ts'
import {
  asSeenBy,
  byAlias,
  listOrganizations,
  readOrganization,
} from '../../../../shared/organizations/read.ts'
import {
  contactChange,
  contactInput,
  type Organization,
  organizationChange,
  organizationClass,
  organizationInput,
  relation,
} from '../../../../shared/organizations/schema.ts'
import { updateOrganization } from '../../../../shared/organizations/update.ts'
import { country } from '../../../../shared/text.ts'
import { etag, madeAt, pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import {
  answer,
  body,
  idempotent,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'
import { loneContactView, organizationView } from './view.ts'

const tags = ['organizations']
const organizationPath = z.object({ id: idOf('organization') })
const contactPath = organizationPath.extend({ contactId: idOf('contact') })

const create = createRoute({
  method: 'post',
  path: '/organizations',
  tags,
  summary: 'Add an organization to the roster',
  request: { headers: idempotent, ...body(organizationInput) },
  responses: { 201: answer(organizationView, 'The new organization'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/organizations',
  tags,
  summary: 'The roster',
  request: {
    query: pageQuery.extend({
      relation: relation.optional(),
      class: organizationClass.optional(),
      country: country.optional(),
    }),
  },
  responses: { 200: answer(listOf(organizationView), 'A page of organizations'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/organizations/{id}',
  tags,
  summary: 'One organization with its contacts',
  request: { params: organizationPath },
  responses: { 200: answer(organizationView, 'The organization'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/organizations/{id}',
  tags,
  summary: "Change an organization's entry",
  request: { params: organizationPath, headers: ifMatch, ...body(organizationChange) },
  responses: { 200: answer(organizationView, 'The organization'), ...refusals, ...preconditions },
})

const add = createRoute({
  method: 'post',
  path: '/organizations/{id}/contacts',
  tags,
  summary: 'Add a contact',
  request: { params: organizationPath, headers: idempotent, ...body(contactInput) },
  responses: {
    201: answer(loneContactView, 'The new contact; version and ETag are its organization’s'),
    ...refusals,
  },
})

const change = createRoute({
  method: 'patch',
  path: '/organizations/{id}/contacts/{contactId}',
  tags,
  summary: 'Change a contact',
  request: { params: contactPath, headers: ifMatch, ...body(contactChange) },
  responses: {
    200: answer(loneContactView, 'The contact; version and ETag are its organization’s'),
    ...refusals,
    ...preconditions,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/organizations/{id}/contacts/{contactId}',
  tags,
  summary: 'Remove a contact; their links, sessions and tokens are dead at once',
  request: { params: contactPath },
  responses: { 204: { description: 'Removed' }, ...refusals },
})

const compromised = createRoute({
  method: 'post',
  path: '/organizations/{id}/contacts/{contactId}/compromised',
  tags,
  summary: 'Report that an address is in the hands of others',
  description:
    'Nothing is sent to it any more; every link, session and token of whom it serves is dead at once.',
  request: { params: contactPath },
  responses: { 200: answer(organizationView, 'The organization as it stands now'), ...refusals },
})

const lift = createRoute({
  method: 'delete',
  path: '/organizations/{id}/contacts/{contactId}/suppression',
  tags,
  summary: 'Write to an address again that bounced, complained or was reported',
  request: { params: contactPath },
  responses: { 204: { description: 'Lifted; who unsubscribed stays so' }, ...refusals },
})

const aloneIn = (of: Organization, contactId: string) =>
  loneContactView.parse({ ...contactOf(of, contactId), version: of.version })

export const organizationRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => createOrganization(deps, c.var.actor, input),
        (deps) => readOrganization(deps, c.var.actor, deps.ids.next('organization')),
      )
      return sendMade(c, organizationView, made)
    })
    .openapi(list, async (c) => {
      const { relation, class: of, country, ...page } = c.req.valid('query')
      const filter = { relation, class: of, country }
      const found = await listOrganizations(c.var.deps, c.var.actor, {
        filter,
        page: pageOf(c, page),
      })
      return sendPage(c, organizationView, found)
    })
    .openapi(read, async (c) => {
      const found = await readOrganization(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, organizationView, found)
    })
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await updateOrganization(c.var.deps, c.var.actor, {
        id,
        version,
        change: c.req.valid('json'),
      })
      c.header('ETag', etag(changed.version))
      return c.json(organizationView.parse(asSeenBy(c.var.actor, changed)), 200)
    })
    .openapi(add, async (c) => {
      const { id } = c.req.valid('param')
      const input = c.req.valid('json')
      const { organization: of, contact: made } = await once(
        c,
        input,
        (deps) => addContact(deps, c.var.actor, { organizationId: id, contact: input }),
        async (deps) => {
          const found = await readOrganization(deps, c.var.actor, id)
          return { organization: found, contact: contactOf(found, deps.ids.next('contact')) }
        },
      )
      madeAt(c, `/v1/organizations/${id}`, of.version)
      return c.json(aloneIn(byAlias(c.var.actor, of), made.id), 201)
    })
    .openapi(change, async (c) => {
      const { id, contactId } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const input = { organizationId: id, contactId, version, change: c.req.valid('json') }
      const changed = await updateContact(c.var.deps, c.var.actor, input)
      c.header('ETag', etag(changed.organization.version))
      return c.json(aloneIn(byAlias(c.var.actor, changed.organization), contactId), 200)
    })
    .openapi(remove, async (c) => {
      const { id, contactId } = c.req.valid('param')
      await removeContact(c.var.deps, c.var.actor, { organizationId: id, contactId })
      return c.body(null, 204)
    })
    .openapi(compromised, async (c) => {
      const { id, contactId } = c.req.valid('param')
      const found = await reportCompromised(c.var.deps, c.var.actor, { organizationId: id, contactId })
      c.header('ETag', etag(found.version))
      return c.json(organizationView.parse(asSeenBy(c.var.actor, found)), 200)
    })
    .openapi(lift, async (c) => {
      const { id, contactId } = c.req.valid('param')
      await liftSuppression(c.var.deps, c.var.actor, { organizationId: id, contactId })
      return c.body(null, 204)
    })
