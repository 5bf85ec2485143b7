import { alert, found, ifMatch, type Routes, stale } from './entry.ts'

const noSuchRecommendation = { path: () => ({ id: 'rec_none' }), or: [404] } as const

export const alertsRoutes: Routes = {
  'GET /v1/alerts': { deed: 'alert.list' },
  'GET /v1/alerts/{id}': { deed: 'alert.read-unissued', path: alert, ...found },
  'GET /v1/alerts/{id}/audience': { deed: 'alert.preview', path: alert, ...found },
  'GET /v1/alerts/{id}/deliveries': {
    deed: 'alert.read-deliveries',
    path: ({ issuedId: id }) => ({ id }),
    ...found,
  },
  'GET /v1/alerts/{id}/call-sheet': { deed: 'alert.read-call-sheet', path: alert, ...found },
  'GET /v1/alerts/{id}/answers': {
    deed: 'alert.read-answers',
    path: ({ issuedId: id }) => ({ id }),
    ...found,
  },
  'GET /v1/alerts/{id}/evidence': { deed: 'alert.export-evidence', path: alert, ...found },
  'GET /v1/alerts/{id}/evidence/openings/{contactId}': {
    deed: 'alert.open-evidence',
    path: ({ issuedId: id, contactId }) => ({ id, contactId }),
    or: [404],
    ...found,
  },
  'GET /v1/alerts/{id}/timings': {
    deed: 'alert.read-deliveries',
    path: ({ issuedId: id }) => ({ id }),
    ...found,
  },
  'GET /v1/recommendations': { deed: 'recommendation.list' },
  'GET /v1/recommendations/{id}': { deed: 'recommendation.read', ...noSuchRecommendation, hidden: true },
  'PATCH /v1/recommendations/{id}': {
    deed: 'recommendation.change',
    ...noSuchRecommendation,
    body: () => ({ state: 'acknowledged' }),
    headers: ifMatch,
  },
  'PUT /v1/alerts/{id}/answers/{organizationId}': {
    deed: 'alert.answer',
    path: ({ issuedId: id, organizationId }) => ({ id, organizationId }),
    body: () => ({ answer: 'received' }),
  },
  'POST /v1/alerts': { deed: 'alert.draft', body: ({ bodies }) => bodies.anAlert },
  'PATCH /v1/alerts/{id}': { deed: 'alert.update', path: alert, body: () => ({ level: 'watch' }), ...stale },
  'POST /v1/alerts/{id}/submission': { deed: 'alert.submit', path: alert, or: [409, 422] },
  'POST /v1/alerts/{id}/approval': {
    deed: 'alert.approve',
    path: alert,
    body: () => ({ digest: 'another' }),
    or: [409, 422],
  },
  'POST /v1/alerts/{id}/return': {
    deed: 'alert.return',
    path: alert,
    body: () => ({ remarks: 'Again' }),
    or: [409],
  },
  'POST /v1/alerts/{id}/update': { deed: 'alert.update', path: alert, or: [409, 422] },
  'POST /v1/alerts/{id}/cancellation': {
    deed: 'alert.cancel',
    path: alert,
    body: ({ bodies }) => ({ reason: 'retracted', texts: bodies.anAlert.texts }),
    or: [409],
  },
  'GET /v1/alerts/{id}/comments': { deed: 'alert.read-unissued', path: alert, ...found },
  'GET /v1/alerts/{id}/comments/{organizationId}': {
    deed: 'alert.comment',
    path: (house) => ({ ...alert(house), organizationId: house.organizationId }),
    or: [404],
    hidden: true,
  },
  'POST /v1/alerts/{id}/comments/{organizationId}': {
    deed: 'alert.comment',
    path: (house) => ({ ...alert(house), organizationId: house.organizationId }),
    body: () => ({ text: 'Two villages, not three' }),
    or: [404],
  },
  'POST /v1/alerts/{id}/comment-round': {
    deed: 'alert.ask-comments',
    path: alert,
    body: (house) => ({ organizationIds: [house.organizationId], until: '2026-11-23T09:00:00Z' }),
    or: [409, 422],
  },
  'POST /v1/alerts/{id}/comment-round/closing': { deed: 'alert.ask-comments', path: alert, or: [409] },
  'GET /v1/alerts/{id}/translations': { deed: 'alert.read-unissued', path: alert, ...found },
  'PUT /v1/alerts/{id}/translations/{language}': {
    deed: 'alert.update',
    path: (house) => ({ ...alert(house), language: 'km' }),
    body: () => ({ headline: 'ព្រមាន', description: 'អ្វីដែលឃើញ', translatedBy: 'The desk' }),
    or: [409],
  },
  'POST /v1/alerts/{id}/translations/{language}/approval': {
    deed: 'alert.approve',
    path: (house) => ({ ...alert(house), language: 'km' }),
    body: () => ({ digest: 'another' }),
    or: [404, 409],
  },
  'POST /v1/alerts/{id}/halt': { deed: 'alert.halt', path: alert, or: [409] },
  'POST /v1/alerts/{id}/resume': { deed: 'alert.resume', path: alert, or: [409] },
  'POST /v1/alerts/{id}/review': {
    deed: 'alert.review',
    path: alert,
    body: () => ({ verdict: 'justified', findings: 'Nobody else could be reached' }),
    or: [409],
  },
  'POST /v1/alerts/{id}/embargoes/{class}/cancellation': {
    deed: 'alert.halt',
    path: (house) => ({ ...alert(house), class: 'media' }),
    or: [409],
  },
}
