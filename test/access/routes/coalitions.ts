import { anybodys, coalition, found, type Routes, stale } from './entry.ts'

export const coalitionsRoutes: Routes = {
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
}
