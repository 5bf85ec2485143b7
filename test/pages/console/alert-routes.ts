import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const draft = ({ alertId }: House) => alertId
const issued = ({ issuedId }: House) => issuedId

/** Of alerts. */
export const alertRoutes: Readonly<Record<string, Entry>> = {
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
  'GET /console/alerts/:id/consents': { deed: 'alert.read-unissued', id: draft },
  'POST /console/alerts/:id/consents': {
    deed: 'alert.ask-consent',
    id: draft,
    fields: { version: '9' },
    or: [409, 412],
  },
  'POST /console/alerts/:id/consents/:organizationId': {
    deed: 'alert.consent',
    id: draft,
    own: true,
    fields: { answer: 'given', digest: 'another' },
    or: [404],
  },
  'GET /console/alerts/:id/translations': { deed: 'alert.read-unissued', id: issued },
  'POST /console/alerts/:id/translations': { deed: 'alert.update', id: issued, or: [422] },
  'POST /console/alerts/:id/translations/approve': {
    deed: 'alert.approve',
    id: issued,
    fields: { language: 'km', digest: 'another' },
    or: [404, 409],
  },
  'POST /console/alerts/:id/remind': { deed: 'alert.remind', id: issued, or: [409] },
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
}
