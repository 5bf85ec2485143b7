import type { Routes } from './entry.ts'

const task = { path: () => ({ id: 'tsk_none' }), or: [404] } as const

const report = { path: () => ({ id: 'frp_none' }), or: [404] } as const

const hub = { path: () => ({ id: 'hub_none' }), or: [404] } as const

const incoming = { path: () => ({ id: 'inc_none' }), or: [404] } as const

const news = { path: () => ({ id: 'nws_none' }), or: [404] } as const

export const workRoutes: Routes = {
  'POST /v1/erasures': {
    deed: 'contact.erase',
    body: ({ guest }) => ({ ...guest, email: 'gone@example.org' }),
    or: [409],
  },
  'GET /v1/exports': { deed: 'export.list' },
  'POST /v1/exports': { deed: 'export.allow' },
  'DELETE /v1/exports/{id}': { deed: 'export.withdraw', path: () => ({ id: 'exp_none' }), or: [404] },
  'GET /v1/field-reports': { deed: 'field-report.list' },
  'GET /v1/field-reports/{id}': { deed: 'field-report.list', ...report, hidden: true },
  'POST /v1/field-reports': { deed: 'field-report.file', body: () => ({ what: 'Trucks without plates' }) },
  'POST /v1/field-reports/{id}/closure': {
    deed: 'field-report.close',
    ...report,
    body: () => ({ outcome: 'dismissed', reason: 'Heard twice' }),
  },
  'POST /v1/hubs/{id}/alerts': { deed: 'public', ...hub, or: [401, 415] },
  'POST /v1/hubs/{id}/news': {
    deed: 'public',
    ...hub,
    or: [401],
    body: () => ({ identifier: 'N-1', date: '2026-11-20', text: 'A radio calls for weapons' }),
  },
  'GET /v1/hubs': { deed: 'hub.list' },
  'GET /v1/hubs/{id}': { deed: 'hub.list', ...hub, hidden: true },
  'POST /v1/hubs': {
    deed: 'hub.change',
    body: () => ({ name: 'Weather Hub', senders: ['alerts@weather.example.org'] }),
  },
  'PATCH /v1/hubs/{id}': {
    deed: 'hub.change',
    ...hub,
    body: () => ({ enabled: false }),
    headers: { 'If-Match': '"1"' },
  },
  'POST /v1/hubs/{id}/secret': { deed: 'hub.change', ...hub },
  'DELETE /v1/hubs/{id}': { deed: 'hub.change', ...hub },
  'GET /v1/incoming-alerts': { deed: 'incoming-alert.list' },
  'GET /v1/incoming-alerts/{id}': { deed: 'incoming-alert.list', ...incoming, hidden: true },
  'POST /v1/incoming-alerts/{id}/closure': {
    deed: 'incoming-alert.close',
    ...incoming,
    body: () => ({ outcome: 'dismissed', reason: 'An exercise of theirs' }),
  },
  'GET /v1/incoming-news': { deed: 'incoming-news.list' },
  'GET /v1/incoming-news/{id}': { deed: 'incoming-news.list', ...news, hidden: true },
  'POST /v1/incoming-news/{id}/closure': {
    deed: 'incoming-news.close',
    ...news,
    body: () => ({ outcome: 'dismissed', reason: 'Known already' }),
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
