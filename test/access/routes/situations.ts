import { csv, found, type Routes, situation, stale } from './entry.ts'

export const situationsRoutes: Routes = {
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
  'GET /v1/risk-factors': { deed: 'signed-in' },
  'GET /v1/situations/{id}/assessments': { deed: 'situation.read', path: situation, ...found },
  'GET /v1/situations/{id}/assessments/{assessmentId}': {
    deed: 'situation.read',
    path: ({ situationId: id }) => ({ id, assessmentId: 'asm_none' }),
    or: [404],
    ...found,
  },
  'POST /v1/situations/{id}/assessments': {
    deed: 'situation.assess',
    path: situation,
    body: () => ({ factors: [{ factor: 1, presence: 'not-seen' }] }),
  },
  'POST /v1/situations/import-forecasts': {
    deed: 'situation.import-forecasts',
    query: '?dryRun=true',
    headers: csv,
    body: () => 'country,risk\n',
    or: [400, 422],
  },
}
