import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const id = ({ itemId }: House) => itemId

/** The pages and forms of the library. */
export const libraryRoutes: Readonly<Record<string, Entry>> = {
  'GET /console/library': { deed: 'library.read' },
  'GET /console/library/new': { deed: 'library.keep' },
  'POST /console/library/new': { deed: 'library.keep', or: [422] },
  'GET /console/library/:id': { deed: 'library.read', id },
  'GET /console/library/:id/edit': { deed: 'library.keep', id },
  'POST /console/library/:id/edit': { deed: 'library.keep', id, or: [400] },
  'POST /console/library/:id/removal': { deed: 'library.keep', id, fields: { version: '9' }, or: [412] },
  'GET /console/library/:id/attachments/:attachmentId': { deed: 'library.read', id, or: [404] },
}
