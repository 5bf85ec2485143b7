import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const organization = ({ organizationId }: House) => organizationId
const noApplication = { id: () => 'apl_none', or: [404] }

/** The pages and forms of the roster. */
export const rosterRoutes: Readonly<Record<string, Entry>> = {
  'GET /console/roster': { deed: 'organization.list' },
  'GET /console/roster/import': { deed: 'organization.import' },
  'POST /console/roster/import': { deed: 'organization.import', fields: { csv: 'a' }, or: [400, 422] },
  'GET /console/roster/:id': { deed: 'organization.read', id: organization },
  'GET /console/own': { deed: 'signed-in' },
  'POST /console/roster/:id/contacts': {
    deed: 'contact.add',
    id: organization,
    own: true,
    fields: { email: 'a@example.org', languages: 'en', timeZone: 'UTC', role: 'other' },
    or: [409],
  },
  'POST /console/roster/:id/contacts/:contactId/lift': { deed: 'contact.lift-suppression', id: organization },
  'POST /console/roster/:id/contacts/:contactId/compromised': {
    deed: 'contact.compromised',
    id: organization,
    own: true,
  },
  'GET /console/roster/:id/contacts/:contactId': { deed: 'contact.read', id: organization, own: true },
  'POST /console/roster/:id/contacts/:contactId': {
    deed: 'contact.update',
    id: organization,
    own: true,
    fields: { email: 'a@example.org', languages: 'en', timeZone: 'UTC', role: 'other', version: '99' },
    or: [412],
  },
  'POST /console/roster/:id/contacts/:contactId/remove': {
    deed: 'contact.remove',
    id: organization,
    own: true,
    or: [404],
  },
  'POST /console/roster/:id/contacts/:contactId/ways-in/end': {
    deed: 'contact.end-ways-in',
    id: organization,
    or: [404],
  },
  'POST /console/roster/:id/contacts/:contactId/succession': {
    deed: 'contact.pass-on',
    id: organization,
    own: true,
    fields: { 'successor.email': 'next@example.org' },
    or: [404],
  },
  'POST /console/roster/:id/contacts/:contactId/succession/confirmation': {
    deed: 'contact.confirm-succession',
    id: organization,
    fields: { version: '99' },
    or: [404, 409, 412],
  },
  'POST /console/roster/:id/contacts/:contactId/succession/end': {
    deed: 'contact.pass-on',
    id: organization,
    own: true,
    or: [404, 409],
  },
  'POST /console/roster/:id/contacts/:contactId/grants/:kind': {
    deed: 'grant.propose',
    id: organization,
    or: [404],
  },
  'POST /console/roster/:id/contacts/:contactId/motions': {
    deed: 'motion.put',
    id: organization,
    fields: { 'motion.kind': 'suspend' },
    or: [404, 409],
  },
  'GET /console/roster/:id/erasure': { deed: 'contact.erase', id: organization },
  'POST /console/roster/:id/erasure': {
    deed: 'contact.erase',
    id: organization,
    fields: { contactId: 'con_none', email: 'gone@example.org' },
  },
  'GET /console/roster/unreached': { deed: 'organization.list-unreachable' },
  'POST /console/roster/confirmations': { deed: 'contact.ask' },
  'POST /console/roster/:id/contacts/:contactId/resubscription': {
    deed: 'signed-in',
    id: organization,
    or: [403, 404],
  },
  'GET /console/roster/new': { deed: 'organization.create' },
  'POST /console/roster/new': { deed: 'organization.create', or: [422] },
  'GET /console/roster/:id/edit': { deed: 'organization.update', id: organization, own: true },
  'POST /console/roster/:id/edit': {
    deed: 'organization.update',
    id: organization,
    own: true,
    fields: { name: 'Renamed', version: '99' },
    or: [412],
  },
  'GET /console/applications': { deed: 'application.list' },
  'GET /console/applications/:id': { deed: 'application.list', ...noApplication },
  'POST /console/applications/:id/invitation': {
    deed: 'application.invite',
    ...noApplication,
    fields: { version: '1' },
  },
  'POST /console/applications/:id/refusal': {
    deed: 'application.decline',
    ...noApplication,
    fields: { version: '1', 'refusal.reason': 'Nobody knows them' },
  },
  'GET /console/absent': { deed: 'organization.list-absent' },
  'POST /console/roster/:id/suspension': {
    deed: 'organization.suspend',
    id: organization,
    fields: { 'suspension.reason': 'To be looked into' },
  },
  'POST /console/roster/:id/reinstatement': { deed: 'organization.reinstate', id: organization },
  'POST /console/roster/:id/invitation': { deed: 'application.invite', id: organization, or: [409] },
  'POST /console/roster/:id/invitation/end': {
    deed: 'application.decline',
    id: organization,
    or: [409],
  },
  // Without the tick nobody leaves: the others below belong to who would have gone.
  'POST /console/roster/:id/departure': {
    deed: 'organization.leave',
    id: organization,
    own: true,
    or: [422],
  },
}
