import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const letter = ({ letterId }: House) => letterId

const office = ({ officeId }: House) => officeId
const campaign = ({ campaignId }: House) => campaignId

const written = { deed: 'letter.write', id: letter, own: true } as const
const step = { ...written, fields: { version: '9' }, or: [409, 412] } as const

/** Of letters, campaigns, and the directory of decision-makers. */
export const advocacyRoutes: Readonly<Record<string, Entry>> = {
  'GET /console/letters': { deed: 'letter.read' },
  'GET /console/letters/new': { deed: 'letter.write', own: true },
  'POST /console/letters/new': { deed: 'letter.write', own: true, or: [422] },
  'GET /console/letters/:id': { deed: 'letter.read', id: letter },
  'GET /console/letters/:id/edit': written,
  'POST /console/letters/:id/edit': {
    ...step,
    fields: { version: '9', signBy: '2026-12-20T12:00', openTo: 'members' },
  },
  // Only its signatory signs for an organization: whoever else belongs to it is refused as well.
  'POST /console/letters/:id/signature': {
    deed: 'letter.sign',
    id: letter,
    own: true,
    fields: { digest: 'another' },
    or: [403],
  },
  'POST /console/letters/:id/signature/withdrawal': {
    deed: 'letter.sign',
    id: letter,
    own: true,
    or: [403],
  },
  'POST /console/letters/:id/opening': step,
  'POST /console/letters/:id/closure': step,
  'POST /console/letters/:id/trial': step,
  'POST /console/letters/:id/delivery': step,
  'POST /console/letters/:id/withdrawal': step,
  'POST /console/letters/:id/answer': {
    ...step,
    fields: { version: '9', at: '2026-11-20T10:00', text: 'We have read it.' },
  },
  'GET /console/letters/:id/progress': { deed: 'letter.read-deliveries', id: letter },
  'GET /console/letters/:id/progress/part': { deed: 'letter.read-deliveries', id: letter },
  'GET /console/campaigns': { deed: 'campaign.read' },
  'GET /console/campaigns/new': { deed: 'campaign.run', own: true },
  'POST /console/campaigns/new': { deed: 'campaign.run', own: true, or: [422] },
  'GET /console/campaigns/:id': { deed: 'campaign.read', id: campaign },
  'GET /console/campaigns/:id/edit': { deed: 'campaign.run', id: campaign, own: true },
  'POST /console/campaigns/:id/edit': {
    deed: 'campaign.run',
    id: campaign,
    own: true,
    fields: { version: '9', name: 'Renamed', aim: 'To be heard.', openTo: 'members' },
    or: [412],
  },
  'POST /console/campaigns/:id/status': {
    deed: 'campaign.run',
    id: campaign,
    own: true,
    fields: { version: '9', status: 'ended' },
    or: [412],
  },
  'POST /console/campaigns/:id/organizations/:organizationId': {
    deed: 'campaign.join',
    id: campaign,
    own: true,
    fields: { status: 'asked' },
  },
  'GET /console/offices': { deed: 'office.read' },
  // Every member may enter whom it speaks to itself.
  'GET /console/offices/new': { deed: 'office.read' },
  'POST /console/offices/new': { deed: 'office.read', or: [422] },
  'GET /console/offices/:id': { deed: 'office.keep', id: office, own: true },
  'POST /console/offices/:id': {
    deed: 'office.keep',
    id: office,
    own: true,
    fields: { version: '9', role: 'Counsellor' },
    or: [412],
  },
  'POST /console/offices/:id/removal': {
    deed: 'office.keep',
    id: office,
    own: true,
    fields: { version: '9' },
    or: [412],
  },
}
