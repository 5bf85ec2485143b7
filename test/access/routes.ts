import type { Deed } from '../../shared/access/table.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import type { House, Someone } from './house.ts'

/** A route, and what `accessTable` says of it. A new route needs its line here, or the matrix fails. */
export interface Entry {
  /** `public`: nobody needs credentials; `signed-in`: whoever is, programs too. */
  readonly deed: Deed | 'public' | 'signed-in'
  /** Values for the path, for the query after it, and what is sent. */
  readonly path?: (house: House) => Record<string, string>
  readonly query?: string
  readonly body?: (house: House) => unknown
  readonly headers?: Record<string, string>
  /** To those who may not, it does not exist. */
  readonly hidden?: true
  /** For whom the thing at hand is their own organization's, or their coalition's; the member alone, as a rule. */
  readonly own?: readonly Someone[]
  /** What else than success shows that somebody was let in. */
  readonly or?: readonly number[]
}

const anybodys = ['member', 'outsider', 'authority', 'approver', 'coordinator'] as const

const organization = ({ organizationId: id }: House) => ({ id })
const contact = ({ organizationId: id, contactId }: House) => ({ id, contactId })
const situation = ({ situationId: id }: House) => ({ id })
const coalition = ({ coalitionId: id }: House) => ({ id })
const meeting = ({ meetingId: id }: House) => ({ id })
const alert = ({ alertId: id }: House) => ({ id })
const webhook = ({ webhookId: id }: House) => ({ id })
const grant = ({ guest }: House) => ({ contactId: guest.contactId, kind: 'approver' })

const csv = { 'Content-Type': 'text/csv' }
const ifMatch = { 'If-Match': '"1"' }
const found = { hidden: true } as const
/** The version is not the one at hand, which only those hear who may. */
const stale = { headers: ifMatch, or: [412] } as const
const name = () => `New ${crypto.randomUUID()}`

/** In the order in which they are tried: what destroys comes last. */
export const routes: Readonly<Record<string, Entry>> = {
  'POST /v1/sign-in': { deed: 'public', body: () => ({ email: 'nobody@example.org' }) },
  'POST /v1/sign-in/code': {
    deed: 'public',
    body: () => ({ email: 'nobody@example.org', code: '123456' }),
    or: [401],
  },
  'GET /v1/me': { deed: 'signed-in' },
  'GET /v1/events': { deed: 'event.list' },

  'GET /v1/organizations': { deed: 'organization.list' },
  'GET /v1/organizations/{id}': { deed: 'organization.read', path: organization, ...found },
  'GET /v1/organizations/export': { deed: 'organization.export' },
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
  'DELETE /v1/organizations/{id}/contacts/{contactId}/suppression': {
    deed: 'contact.lift-suppression',
    path: contact,
  },

  'GET /v1/grants': { deed: 'grant.list' },
  'POST /v1/grants': { deed: 'grant.propose', body: ({ guest }) => ({ ...guest, kind: 'coordinator' }) },
  'POST /v1/grants/{contactId}/{kind}/confirmation': { deed: 'grant.confirm', path: grant },
  'DELETE /v1/grants/{contactId}/{kind}': { deed: 'grant.withdraw', path: grant },

  'GET /v1/situations': { deed: 'situation.list' },
  'GET /v1/situations/{id}': { deed: 'situation.read', path: situation, ...found },
  'GET /v1/situations/{id}/timeline': { deed: 'situation.read', path: situation, ...found },
  'GET /v1/situations/{id}/level-history': { deed: 'situation.read', path: situation, ...found },
  'GET /v1/situations/proposals': { deed: 'situation.import-forecasts' },
  'POST /v1/situations': {
    deed: 'situation.create',
    body: () => ({ title: 'New', level: 'watch', countries: ['KE'] }),
  },
  'PATCH /v1/situations/{id}': {
    deed: 'situation.update',
    path: situation,
    body: () => ({ title: 'Changed' }),
    ...stale,
  },
  'PUT /v1/situations/{id}/level': {
    deed: 'situation.set-level',
    path: situation,
    body: () => ({ level: 'warning', reason: 'Preparation is seen' }),
    ...stale,
  },
  'POST /v1/situations/{id}/timeline': {
    deed: 'situation.add-indicator',
    path: situation,
    body: () => ({ date: '2026-11-20', text: 'Seen' }),
  },
  'POST /v1/situations/import-forecasts': {
    deed: 'situation.import-forecasts',
    query: '?dryRun=true',
    headers: csv,
    body: () => 'country,risk\n',
    or: [400, 422],
  },

  'GET /v1/coalitions': { deed: 'coalition.list', own: anybodys },
  'GET /v1/coalitions/{id}': { deed: 'coalition.read', path: coalition, ...found },
  'GET /v1/coalitions/{id}/organizations': { deed: 'coalition.read', path: coalition, ...found },
  'POST /v1/coalitions': {
    deed: 'coalition.form',
    body: ({ situationId }) => ({ situationId, name: 'New', purpose: 'To answer' }),
  },
  'PATCH /v1/coalitions/{id}': {
    deed: 'coalition.update',
    path: coalition,
    body: () => ({ name: 'Changed' }),
    ...found,
    ...stale,
  },
  'POST /v1/coalitions/{id}/invitations': {
    deed: 'coalition.invite',
    path: coalition,
    body: ({ outsiderId }) => ({ organizationIds: [outsiderId], role: 'observer' }),
    ...found,
  },

  'GET /v1/meetings': { deed: 'meeting.list', own: anybodys },
  'GET /v1/meetings/{id}': { deed: 'meeting.read', path: meeting, ...found },
  'GET /v1/meetings/{id}/invitation.ics': { deed: 'meeting.read', path: meeting, ...found },
  'GET /v1/meetings/{id}/rsvps': { deed: 'meeting.read-answers', path: meeting, ...found },
  'GET /v1/meetings/{id}/deliveries': { deed: 'meeting.read-deliveries', path: meeting, ...found },
  'POST /v1/meetings': { deed: 'meeting.call', body: ({ bodies }) => bodies.aMeeting, ...found },
  'PATCH /v1/meetings/{id}': {
    deed: 'meeting.update',
    path: meeting,
    body: () => ({ title: 'Changed' }),
    ...found,
    ...stale,
  },
  'PUT /v1/meetings/{id}/rsvps/{contactId}': {
    deed: 'meeting.answer',
    path: ({ meetingId: id, contactId }) => ({ id, contactId }),
    body: () => ({ answer: 'accepted' }),
    ...found,
  },
  'POST /v1/meetings/{id}/cancellation': {
    deed: 'meeting.cancel',
    path: meeting,
    body: () => ({ reason: 'Not needed' }),
    ...found,
  },

  'GET /v1/alerts': { deed: 'alert.list' },
  'GET /v1/alerts/{id}': { deed: 'alert.read-unissued', path: alert, ...found },
  'GET /v1/alerts/{id}/audience': { deed: 'alert.preview', path: alert, ...found },
  'GET /v1/alerts/{id}/deliveries': {
    deed: 'alert.read-deliveries',
    path: ({ issuedId: id }) => ({ id }),
    ...found,
  },
  'GET /v1/alerts/{id}/answers': {
    deed: 'alert.read-answers',
    path: ({ issuedId: id }) => ({ id }),
    ...found,
  },
  'PUT /v1/alerts/{id}/answers/{organizationId}': {
    deed: 'alert.answer',
    path: ({ issuedId: id, organizationId }) => ({ id, organizationId }),
    body: () => ({ answer: 'received' }),
  },
  'POST /v1/alerts': { deed: 'alert.draft', body: ({ bodies }) => bodies.anAlert },
  'PATCH /v1/alerts/{id}': { deed: 'alert.update', path: alert, body: () => ({ level: 'watch' }), ...stale },
  'POST /v1/alerts/{id}/submission': { deed: 'alert.submit', path: alert, or: [409, 422] },
  'POST /v1/alerts/{id}/approval': {
    deed: 'alert.approve',
    path: alert,
    body: () => ({ digest: 'another' }),
    or: [409, 422],
  },
  'POST /v1/alerts/{id}/return': {
    deed: 'alert.return',
    path: alert,
    body: () => ({ remarks: 'Again' }),
    or: [409],
  },
  'POST /v1/alerts/{id}/update': { deed: 'alert.update', path: alert, or: [409, 422] },
  'POST /v1/alerts/{id}/cancellation': {
    deed: 'alert.cancel',
    path: alert,
    body: ({ bodies }) => ({ reason: 'retracted', texts: bodies.anAlert.texts }),
    or: [409],
  },
  'POST /v1/alerts/{id}/halt': { deed: 'alert.halt', path: alert, or: [409] },

  'GET /v1/webhooks': { deed: 'webhook.list' },
  'GET /v1/webhooks/{id}': { deed: 'webhook.read', path: webhook, ...found },
  'GET /v1/webhooks/{id}/attempts': { deed: 'webhook.read', path: webhook, ...found },
  'POST /v1/webhooks': { deed: 'webhook.create', body: ({ bodies }) => bodies.aWebhook },
  'PATCH /v1/webhooks/{id}': {
    deed: 'webhook.change',
    path: webhook,
    body: () => ({ types: ['alert.issued'] }),
    ...found,
    ...stale,
  },
  'POST /v1/webhooks/{id}/test': { deed: 'webhook.change', path: webhook, ...found },
  'POST /v1/webhooks/{id}/replay': {
    deed: 'webhook.change',
    path: webhook,
    body: () => ({ since: '2026-11-22T08:00:00Z', until: '2026-11-22T08:30:00Z' }),
    ...found,
  },
  'POST /v1/webhooks/{id}/secret': { deed: 'webhook.change', path: webhook, ...found },

  'GET /v1/tokens': { deed: 'token.list' },
  'POST /v1/tokens': {
    deed: 'token.create',
    body: () => ({ name: 'Program', scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }),
  },
  'DELETE /v1/tokens/{id}': { deed: 'token.revoke', path: () => ({ id: 'tok_none' }), or: [404] },
  'GET /v1/replies': { deed: 'reply.list' },

  'DELETE /v1/webhooks/{id}': { deed: 'webhook.change', path: webhook, ...found },
  'PUT /v1/coalitions/{id}/organizations/{organizationId}': {
    deed: 'coalition.answer',
    path: ({ coalitionId: id, organizationId }) => ({ id, organizationId }),
    body: () => ({ status: 'left' }),
    ...found,
    or: [409],
  },
  'POST /v1/organizations/{id}/contacts/{contactId}/compromised': {
    deed: 'contact.compromised',
    path: ({ organizationId: id, colleagues }) => ({ id, contactId: colleagues.first }),
  },
  'DELETE /v1/organizations/{id}/contacts/{contactId}': {
    deed: 'contact.remove',
    path: ({ organizationId: id, colleagues }) => ({ id, contactId: colleagues.second }),
  },
  'POST /v1/sign-out': { deed: 'signed-in', or: [409] },
}
