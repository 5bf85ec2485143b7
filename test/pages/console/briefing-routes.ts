import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const id = ({ briefingId }: House) => briefingId

/** The pages and forms of what was said with decision-makers; to log is every member's, in their own name. */
export const briefingRoutes: Readonly<Record<string, Entry>> = {
  'GET /console/briefings': { deed: 'briefing.read' },
  'GET /console/briefings/new': { deed: 'briefing.read' },
  'POST /console/briefings/new': { deed: 'briefing.read', or: [404] },
  'GET /console/briefings/:id': { deed: 'briefing.read', id },
  'GET /console/briefings/:id/edit': { deed: 'briefing.log', id, own: true },
  'POST /console/briefings/:id/edit': { deed: 'briefing.log', id, own: true, or: [422] },
}
