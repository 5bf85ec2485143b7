import { found, type Routes, stale, webhook } from './entry.ts'

const reply = { path: () => ({ id: 'rpl_none' }), or: [404] } as const

export const integrationsRoutes: Routes = {
  'GET /v1/events': { deed: 'event.list' },
  'GET /v1/webhooks': { deed: 'webhook.list' },
  'GET /v1/webhooks/{id}': { deed: 'webhook.read', path: webhook, ...found },
  'GET /v1/webhooks/{id}/attempts': { deed: 'webhook.read', path: webhook, ...found },
  'POST /v1/webhooks': { deed: 'webhook.create', body: ({ bodies }) => bodies.aWebhook },
  'PATCH /v1/webhooks/{id}': {
    deed: 'webhook.change',
    path: webhook,
    body: () => ({ types: ['alert.issued'] }),
    ...found,
    ...stale,
  },
  'POST /v1/webhooks/{id}/test': { deed: 'webhook.change', path: webhook, ...found },
  'POST /v1/webhooks/{id}/replay': {
    deed: 'webhook.change',
    path: webhook,
    body: () => ({ since: '2026-11-22T08:00:00Z', until: '2026-11-22T08:30:00Z' }),
    ...found,
  },
  'POST /v1/webhooks/{id}/secret': { deed: 'webhook.change', path: webhook, ...found },
  'GET /v1/replies': { deed: 'reply.list' },
  'GET /v1/replies/{id}': { deed: 'reply.list', ...reply, hidden: true },
  'PUT /v1/replies/{id}/assignee': { deed: 'reply.change', ...reply, body: () => ({ contactId: null }) },
  'POST /v1/replies/{id}/closure': { deed: 'reply.change', ...reply, body: () => ({ outcome: 'done' }) },
  'POST /v1/replies/{id}/rsvp': { deed: 'reply.change', ...reply, body: () => ({ answer: 'accepted' }) },
  'POST /v1/replies/{id}/poll-answer': { deed: 'reply.change', ...reply, body: () => ({ answers: {} }) },
  'POST /v1/replies/{id}/participation': {
    deed: 'reply.change',
    ...reply,
    body: () => ({ status: 'joined' }),
  },
  'POST /v1/replies/{id}/answer': { deed: 'reply.change', ...reply, body: () => ({ answer: 'received' }) },
}
