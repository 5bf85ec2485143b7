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
  'GET /v1/coalitions/open': { deed: 'coalition.ask', own: ['member', 'outsider', 'approver'] },
  'POST /v1/coalitions/{id}/requests': {
    deed: 'coalition.ask',
    path: coalition,
    body: () => ({}),
    own: ['member', 'outsider', 'approver'],
    hidden: true,
    or: [404],
  },
  'GET /v1/coalitions/{id}/objections': { deed: 'coalition.read', path: coalition, ...found },
  'POST /v1/coalitions/{id}/objections': {
    deed: 'coalition.object',
    path: coalition,
    body: ({ organizationId }) => ({ organizationId, text: 'We do not go along with this.' }),
    ...found,
  },
  'POST /v1/coalitions/{id}/objections/{objectionId}/withdrawal': {
    deed: 'coalition.object',
    path: ({ coalitionId: id }) => ({ id, objectionId: 'obj_none' }),
    ...found,
    or: [404],
  },
  'POST /v1/coalitions/{id}/closure': {
    deed: 'coalition.stand-down',
    path: coalition,
    body: () => ({ reason: 'Done', at: '2027-01-01T00:00:00Z' }),
    ...found,
  },
  'POST /v1/coalitions/{id}/reopening': {
    deed: 'coalition.stand-down',
    path: coalition,
    body: () => ({ reason: 'Not done' }),
    ...found,
    or: [409],
  },
}
