import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const letter = ({ letterId }: House) => letterId

const written = { deed: 'letter.write', id: letter, own: true } as const
const step = { ...written, fields: { version: '9' }, or: [409, 412] } as const

/** Of letters and campaigns. */
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
}
