import type { House } from '../../access/house.ts'
import type { Entry } from './entry.ts'

const id = ({ caseId }: House) => caseId

/** The pages and forms of cases before courts. */
export const caseRoutes: Readonly<Record<string, Entry>> = {
  'GET /console/cases': { deed: 'case.list' },
  'GET /console/cases/new': { deed: 'case.keep' },
  'POST /console/cases/new': { deed: 'case.keep', or: [422] },
  'GET /console/cases/:id': { deed: 'case.read', id },
  'GET /console/cases/:id/edit': { deed: 'case.keep', id },
  'POST /console/cases/:id/edit': { deed: 'case.keep', id, or: [400] },
  'GET /console/cases/:id/stage': { deed: 'case.keep', id },
  'POST /console/cases/:id/stage': { deed: 'case.keep', id, or: [422] },
  'GET /console/cases/:id/hearings/new': { deed: 'case.keep', id },
  'POST /console/cases/:id/hearings/new': { deed: 'case.keep', id, or: [422] },
  'GET /console/cases/:id/hearings/:hearingId': { deed: 'case.keep', id },
  'POST /console/cases/:id/hearings/:hearingId': { deed: 'case.keep', id, or: [422] },
  'POST /console/cases/:id/watch': { deed: 'case.read', id, or: [404] },
  'POST /console/cases/:id/unwatch': { deed: 'case.read', id },
}
