import type { Deed } from '../../../shared/access/table.ts'
import type { House } from '../../access/house.ts'
import type { Fields } from './visitor.ts'

/** A page or a form of the console, and what `accessTable` says of it. A new one needs its line here. */
export interface Entry {
  readonly deed: Deed | 'public' | 'signed-in'
  readonly id?: (house: House) => string
  readonly fields?: Fields
  /** Whether the member that everything in the house belongs to may as well. */
  readonly own?: true
  /** Whom besides the table an own, empty list is shown to. */
  readonly visible?: 'authority'
  /** What else than success shows that somebody was let in. */
  readonly or?: readonly number[]
}

const draft = ({ alertId }: House) => alertId
const issued = ({ issuedId }: House) => issuedId
const situation = ({ situationId }: House) => situationId
const coalition = ({ coalitionId }: House) => coalitionId
const meeting = ({ meetingId }: House) => meetingId
const organization = ({ organizationId }: House) => organizationId
const webhook = ({ webhookId }: House) => webhookId
const noTask = { id: () => 'tsk_none', or: [404] }

export const routes: Readonly<Record<string, Entry>> = {
  'GET /console/sign-in': { deed: 'public' },
  'POST /console/sign-in': { deed: 'public', fields: { email: 'nobody@example.org' } },
  'POST /console/sign-in/code': {
    deed: 'public',
    fields: { email: 'a@example.org', code: '000000' },
    or: [401],
  },
  'GET /console': { deed: 'signed-in' },
  'GET /console/alerts': { deed: 'alert.list' },
  'GET /console/alerts/new': { deed: 'alert.draft' },
  'POST /console/alerts/new': { deed: 'alert.draft', or: [422] },
  'GET /console/alerts/:id': { deed: 'alert.read-unissued', id: draft },
  'GET /console/alerts/:id/edit': { deed: 'alert.update', id: draft },
  'POST /console/alerts/:id/edit': { deed: 'alert.update', id: draft, or: [422] },
  'GET /console/alerts/:id/end': { deed: 'alert.cancel', id: issued },
  'POST /console/alerts/:id/end': { deed: 'alert.cancel', id: issued, or: [422] },
  'GET /console/alerts/:id/call-sheet': { deed: 'alert.read-call-sheet', id: issued },
  'GET /console/alerts/:id/preview': { deed: 'alert.preview', id: draft },
  'GET /console/alerts/:id/progress': { deed: 'alert.read-deliveries', id: issued },
  'GET /console/alerts/:id/progress/part': { deed: 'alert.read-deliveries', id: issued },
  'POST /console/alerts/:id/answer': { deed: 'signed-in', id: issued, or: [404, 422] },
  'POST /console/alerts/:id/submit': { deed: 'alert.submit', id: draft, fields: { version: '9' }, or: [412] },
  'POST /console/alerts/:id/approve': {
    deed: 'alert.approve',
    id: draft,
    fields: { version: '1', digest: 'another' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/alone': {
    deed: 'alert.approve',
    id: draft,
    fields: { version: '1', digest: 'another', 'breakGlass.reason': 'Nobody answers the phone.' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/return': {
    deed: 'alert.return',
    id: draft,
    fields: { version: '1', remarks: 'Again' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/update': {
    deed: 'alert.update',
    id: draft,
    fields: { version: '1' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/resume': {
    deed: 'alert.resume',
    id: draft,
    fields: { version: '1' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/review': {
    deed: 'alert.review',
    id: draft,
    fields: { version: '1', verdict: 'justified', findings: 'Nobody answered.' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/embargoes/:class/cancel': {
    deed: 'alert.halt',
    id: issued,
    fields: { version: '9' },
    or: [409, 412],
  },
  'GET /console/alerts/:id/comments': { deed: 'alert.read-unissued', id: draft },
  'POST /console/alerts/:id/comments': {
    deed: 'alert.ask-comments',
    id: draft,
    fields: { version: '9', organizationIds: 'org_none', until: '2026-11-29T12:00' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/comments/close': {
    deed: 'alert.ask-comments',
    id: draft,
    fields: { version: '9' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/halt': {
    deed: 'alert.halt',
    id: draft,
    fields: { version: '1' },
    or: [409, 412],
  },
  'GET /console/tasks/:id': { deed: 'task.list', ...noTask },
  'POST /console/tasks/:id/take': { deed: 'task.change', ...noTask },
  'POST /console/tasks/:id/close': { deed: 'task.change', ...noTask, fields: { outcome: 'done' } },
  'GET /console/situations': { deed: 'situation.list' },
  'GET /console/situations/new': { deed: 'situation.create' },
  'POST /console/situations/new': { deed: 'situation.create', or: [422] },
  'GET /console/situations/:id': { deed: 'situation.read', id: situation },
  'GET /console/situations/:id/edit': { deed: 'situation.update', id: situation },
  'POST /console/situations/:id/edit': {
    deed: 'situation.update',
    id: situation,
    fields: { title: 'Watched', version: '9' },
    or: [412],
  },
  'POST /console/situations/:id/level': {
    deed: 'situation.set-level',
    id: situation,
    fields: { level: 'warning', reason: 'Boats are taken.' },
  },
  'POST /console/situations/:id/indicators': {
    deed: 'situation.add-indicator',
    id: situation,
    fields: { date: '2026-11-01', text: 'Boats are taken.' },
  },
  'GET /console/coalitions': { deed: 'coalition.list', own: true, visible: 'authority' },
  'GET /console/coalitions/new': { deed: 'coalition.form' },
  'POST /console/coalitions/new': { deed: 'coalition.form', or: [422] },
  'GET /console/coalitions/:id': { deed: 'coalition.read', id: coalition, own: true },
  'POST /console/coalitions/:id/organizations/:organizationId': {
    deed: 'coalition.answer',
    id: coalition,
    own: true,
    fields: { status: 'joined' },
    or: [409],
  },
  'POST /console/coalitions/:id/closure': {
    deed: 'coalition.stand-down',
    id: coalition,
    own: true,
    fields: { version: '9', reason: 'Done' },
    or: [412],
  },
  'GET /console/meetings': { deed: 'meeting.list', visible: 'authority' },
  'GET /console/meetings/new': { deed: 'meeting.list', visible: 'authority' },
  'POST /console/meetings/new': { deed: 'signed-in', or: [403, 422] },
  'GET /console/meetings/:id': { deed: 'meeting.read', id: meeting, own: true },
  'POST /console/meetings/:id/cancellation': {
    deed: 'meeting.cancel',
    id: meeting,
    own: true,
    fields: { version: '9', reason: 'Nobody comes' },
    or: [412],
  },
  'POST /console/meetings/:id/answer': {
    deed: 'meeting.answer',
    id: meeting,
    own: true,
    fields: { answer: 'accepted' },
    or: [404],
  },
  'GET /console/meetings/:id/minutes': { deed: 'meeting.read', id: meeting, own: true },
  'POST /console/meetings/:id/minutes': {
    deed: 'meeting.keep-minutes',
    id: meeting,
    own: true,
    fields: { text: 'Who was there, and why.' },
    or: [409],
  },
  'POST /console/meetings/:id/minutes/publish': {
    deed: 'meeting.keep-minutes',
    id: meeting,
    own: true,
    or: [404, 409],
  },
  'POST /console/meetings/:id/attendance': {
    deed: 'meeting.keep-minutes',
    id: meeting,
    own: true,
    fields: { present: 'org_none' },
    or: [409, 422],
  },
  'POST /console/meetings/:id/decisions': {
    deed: 'meeting.keep-minutes',
    id: meeting,
    own: true,
    fields: { decision: 'To write to the regional organization.' },
    or: [409],
  },
  'GET /console/report': { deed: 'signed-in' },
  'POST /console/report': { deed: 'field-report.file', fields: { what: 'Lists of names are made.' } },
  'GET /console/reports': { deed: 'field-report.list' },
  'GET /console/reports/:id': { deed: 'field-report.list', id: () => 'rep_none', or: [404] },
  'POST /console/reports/:id/dismiss': {
    deed: 'field-report.close',
    id: () => 'rep_none',
    fields: { version: '1', reason: 'Known' },
    or: [404],
  },
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
  'GET /console/history': { deed: 'event.list' },
  'GET /console/integrations': { deed: 'webhook.list' },
  'GET /console/integrations/:id': { deed: 'webhook.read', id: webhook, own: true },
  'POST /console/integrations/endpoints': {
    deed: 'webhook.create',
    fields: { url: 'https://hooks.example.org/other', types: '*' },
  },
  'POST /console/integrations/:id/test': { deed: 'webhook.change', id: webhook, own: true, or: [429] },
  'POST /console/integrations/:id/switch': {
    deed: 'webhook.change',
    id: webhook,
    own: true,
    fields: { version: '99', enabled: 'no' },
    or: [412],
  },
  'POST /console/integrations/:id/replay': {
    deed: 'webhook.change',
    id: webhook,
    own: true,
    fields: { since: '2026-11-21T09:00', until: '2026-11-22T09:00' },
  },
  'POST /console/tokens': { deed: 'token.create', or: [422] },
  'POST /console/tokens/:id/revoke': { deed: 'token.revoke', id: () => 'tok_none', or: [404] },
  'GET /console/settings': { deed: 'settings.read' },
  'POST /console/settings': {
    deed: 'settings.change',
    fields: {
      ...Object.fromEntries(
        ['watch', 'warning', 'emergency'].flatMap((level) => [
          [`approvals.${level}`, '1'],
          [`escalation.${level}.remindAfter`, '30'],
          [`escalation.${level}.passOnAfter`, '60'],
          [`escalation.${level}.handOverAfter`, '90'],
        ]),
      ),
      holdSeconds: '60',
      version: '9',
    },
    or: [412],
  },
  'POST /console/settings/confirm': { deed: 'settings.change', fields: { version: '9' }, or: [409, 412] },
  'POST /console/settings/withdraw': { deed: 'settings.change', fields: { version: '9' }, or: [409, 412] },
  'POST /console/sign-out': { deed: 'signed-in' },
}

/** The path of a route in a house. */
export const pathOf = (pattern: string, { id }: Entry, house: House) =>
  pattern
    .replace(':id', id?.(house) ?? '')
    .replace(':class', 'media')
    .replace(':organizationId', house.organizationId)
    .replace(':contactId', house.colleagues.first)
