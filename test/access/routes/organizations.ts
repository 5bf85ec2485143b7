import { aContact, anOrganization } from '../../support/builders.ts'
import { contact, csv, found, name, organization, type Routes, stale } from './entry.ts'

const application = { path: () => ({ id: 'apl_none' }), or: [404] } as const

export const organizationsRoutes: Routes = {
  'GET /v1/organizations': { deed: 'organization.list' },
  'GET /v1/organizations/{id}/contacts/{contactId}/mailbox': { deed: 'contact.read-mailbox', path: contact },
  'GET /v1/organizations/{id}': { deed: 'organization.read', path: organization, ...found },
  'GET /v1/organizations/export': { deed: 'organization.export' },
  'GET /v1/organizations/absent': { deed: 'organization.list-absent' },
  'GET /v1/members': { deed: 'public' },
  'POST /v1/applications': {
    deed: 'public',
    body: () => ({
      ...{ name: name(), country: 'GB', email: `${crypto.randomUUID()}@example.org` },
      ...{ languages: ['en'], message: 'We watch the harbour.' },
    }),
    or: [429],
  },
  'GET /v1/applications': { deed: 'application.list' },
  'GET /v1/applications/{id}': { deed: 'application.list', ...application, hidden: true },
  'POST /v1/applications/{id}/invitation': { deed: 'application.invite', ...application },
  'POST /v1/applications/{id}/refusal': {
    deed: 'application.decline',
    ...application,
    body: () => ({ reason: 'Nobody there' }),
  },
  'POST /v1/organizations/{id}/invitation': { deed: 'application.invite', path: organization, or: [409] },
  'DELETE /v1/organizations/{id}/invitation': { deed: 'application.decline', path: organization, or: [409] },
  'DELETE /v1/organizations/{id}/suspension': {
    deed: 'organization.reinstate',
    path: organization,
    or: [409],
  },
  'GET /v1/organizations/unreachable': { deed: 'organization.list-unreachable' },
  'POST /v1/organizations/confirmations': { deed: 'contact.ask' },
  'POST /v1/organizations': { deed: 'organization.create', body: () => anOrganization({ name: name() }) },
  'POST /v1/organizations/import': {
    deed: 'organization.import',
    query: '?dryRun=true',
    headers: csv,
    body: () => 'organization,class,relation,country\nCentre,ngo,member,GB\n',
    or: [400, 422],
  },
  'PATCH /v1/organizations/{id}': {
    deed: 'organization.update',
    path: organization,
    body: () => ({ languages: ['en'] }),
    ...stale,
  },
  'POST /v1/organizations/{id}/contacts': {
    deed: 'contact.add',
    path: organization,
    body: () => aContact({ email: `${crypto.randomUUID()}@example.org` }),
  },
  'PATCH /v1/organizations/{id}/contacts/{contactId}': {
    deed: 'contact.update',
    path: contact,
    body: () => ({ timeZone: 'UTC' }),
    ...stale,
  },
  'PUT /v1/organizations/{id}/contacts/{contactId}/succession': {
    deed: 'contact.pass-on',
    path: contact,
    body: () => ({ email: `${crypto.randomUUID()}@example.org` }),
  },
  'DELETE /v1/organizations/{id}/contacts/{contactId}/succession': {
    deed: 'contact.pass-on',
    path: contact,
    or: [409],
  },
  'POST /v1/organizations/{id}/contacts/{contactId}/succession/confirmation': {
    deed: 'contact.confirm-succession',
    path: contact,
    headers: { 'If-Match': '"1"' },
    or: [409, 412],
  },
  'GET /v1/organizations/{id}/contacts/{contactId}/ways-in': {
    deed: 'contact.read-ways-in',
    path: contact,
    hidden: true,
  },
  'DELETE /v1/organizations/{id}/contacts/{contactId}/suppression': {
    deed: 'contact.lift-suppression',
    path: contact,
  },
}
