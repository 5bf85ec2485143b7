import type { Routes } from './entry.ts'

const task = { path: () => ({ id: 'tsk_none' }), or: [404] } as const

const report = { path: () => ({ id: 'frp_none' }), or: [404] } as const

export const workRoutes: Routes = {
  'GET /v1/field-reports': { deed: 'field-report.list' },
  'GET /v1/field-reports/{id}': { deed: 'field-report.list', ...report, hidden: true },
  'POST /v1/field-reports': { deed: 'field-report.file', body: () => ({ what: 'Trucks without plates' }) },
  'POST /v1/field-reports/{id}/closure': {
    deed: 'field-report.close',
    ...report,
    body: () => ({ outcome: 'dismissed', reason: 'Heard twice' }),
  },
  'GET /v1/tasks': { deed: 'task.list' },
  'GET /v1/tasks/{id}': { deed: 'task.list', ...task, hidden: true },
  'PUT /v1/tasks/{id}/assignee': { deed: 'task.change', ...task, body: () => ({ contactId: null }) },
  'POST /v1/tasks/{id}/closure': { deed: 'task.change', ...task, body: () => ({ outcome: 'done' }) },
  'GET /v1/settings': { deed: 'settings.read' },
  'PATCH /v1/settings': {
    deed: 'settings.change',
    body: () => ({ holdSeconds: 60 }),
    headers: { 'If-Match': '"9"' },
    or: [412],
  },
  'POST /v1/settings/confirmation': {
    deed: 'settings.change',
    headers: { 'If-Match': '"9"' },
    or: [412],
  },
  'DELETE /v1/settings/proposal': { deed: 'settings.change', or: [409] },
}
