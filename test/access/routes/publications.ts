import { anybodys, found, type Routes, situation } from './entry.ts'

const source = { title: 'The court', url: 'https://court.example.org/1' }
const aCase = {
  title: 'Prosecutor v. an accused',
  court: { kind: 'icc', name: 'International Criminal Court' },
  stage: 'trial',
  since: '2026-11-01',
  sources: [source],
}
const ofCase = { path: () => ({ id: 'cas_none', hearingId: 'hrg_none' }), or: [404] } as const
const ifMatch = { headers: { 'If-Match': '"1"' } }
const aHearing = {
  title: 'Opening',
  startsAt: '2026-12-01T10:00',
  timeZone: 'Europe/Amsterdam',
  durationMinutes: 90,
}

const aPost = { kind: 'news', texts: [{ language: 'en', title: 'Seen', body: 'What was seen' }] }
const ofPost = { path: () => ({ id: 'pst_none' }), or: [404], own: anybodys } as const
const ofOffice = { path: () => ({ id: 'off_none' }), or: [404], own: anybodys, ...found } as const
const ofBriefing = { path: () => ({ id: 'brf_none' }), or: [404], own: anybodys } as const
const ofLetter = { path: () => ({ id: 'ltr_none' }), or: [404] } as const
const ofItem = { path: () => ({ id: 'lib_none' }), or: [404] } as const
const anItem = {
  kind: 'educational-tool',
  texts: [{ language: 'en', title: 'The Ten Stages' }],
  url: 'https://library.example.org/1',
  languages: ['en'],
  licence: 'CC-BY-4.0',
}
const ofCampaign = { path: () => ({ id: 'cmp_none' }), or: [404] } as const
const ofFile = { path: () => ({ id: 'att_none' }), or: [404], own: anybodys } as const
const aFile = { name: 'report.pdf', type: 'application/pdf', size: 9, sha256: '0'.repeat(64) }
const because = () => ({ reason: 'It names a person' })

/** Publications, advocacy and justice. */
export const publicationsRoutes: Routes = {
  'GET /v1/situations/{id}/thread': { deed: 'situation.read', path: situation, ...found },
  'GET /v1/posts': { deed: 'post.list' },
  'POST /v1/posts': { deed: 'post.write', own: anybodys, body: () => aPost },
  'GET /v1/posts/{id}': { deed: 'post.read', ...ofPost, ...found },
  'PATCH /v1/posts/{id}': { deed: 'post.write', ...ofPost, ...ifMatch, body: () => ({ places: ['KE'] }) },
  'POST /v1/posts/{id}/publication': { deed: 'post.write', ...ofPost },
  'POST /v1/posts/{id}/correction': {
    deed: 'post.write',
    ...ofPost,
    body: () => ({ places: ['KE'], changed: 'Where it was' }),
  },
  'POST /v1/posts/{id}/hold': { deed: 'post.hold', ...ofPost, ...found, body: because },
  'POST /v1/posts/{id}/release': { deed: 'post.hold', ...ofPost, ...found },
  'POST /v1/posts/{id}/withdrawal': { deed: 'post.withdraw', ...ofPost, ...found, body: because },
  'GET /v1/me/post-subscription': { deed: 'post.subscribe' },
  'PUT /v1/me/post-subscription': {
    deed: 'post.subscribe',
    headers: { 'If-Match': '"0"' },
    or: [412],
    body: () => ({ topics: [{ kind: 'news' }] }),
  },
  'GET /v1/posts/{id}/attachments/{attachmentId}': {
    deed: 'post.read',
    path: () => ({ id: 'pst_none', attachmentId: 'att_none' }),
    or: [404],
    ...found,
  },
  'POST /v1/attachments': { deed: 'attachment.add', own: anybodys, body: () => aFile },
  'GET /v1/attachments/{id}': { deed: 'attachment.add', ...ofFile },
  'POST /v1/attachments/{id}/completion': { deed: 'attachment.add', ...ofFile },
  'GET /v1/library/{id}/attachments/{attachmentId}': {
    deed: 'library.read',
    path: () => ({ id: 'lib_none', attachmentId: 'att_none' }),
    or: [404],
    ...found,
  },
  'GET /v1/library': { deed: 'library.read' },
  'POST /v1/library': { deed: 'library.keep', body: () => anItem },
  'GET /v1/library/{id}': { deed: 'library.read', ...ofItem, ...found },
  'PATCH /v1/library/{id}': { deed: 'library.keep', ...ofItem, ...ifMatch, body: () => ({ year: 2001 }) },
  'DELETE /v1/library/{id}': { deed: 'library.keep', ...ofItem },
  'GET /v1/offices': { deed: 'office.read' },
  'POST /v1/offices': {
    deed: 'office.keep',
    body: ({ organizationId }) => ({ authorityId: 'org_none', keptBy: organizationId, role: 'Envoy' }),
    or: [422],
  },
  'GET /v1/offices/{id}': { deed: 'office.read', ...ofOffice, ...found },
  'PATCH /v1/offices/{id}': { deed: 'office.keep', ...ofOffice, ...ifMatch, body: () => ({ role: 'Envoy' }) },
  'DELETE /v1/offices/{id}': { deed: 'office.keep', ...ofOffice },
  'GET /v1/briefings': { deed: 'briefing.read' },
  'POST /v1/briefings': {
    deed: 'briefing.log',
    own: anybodys,
    body: () => ({ authorityId: 'org_none', at: '2026-11-20T10:00:00Z', how: 'call' }),
    or: [422],
  },
  'GET /v1/briefings/{id}': { deed: 'briefing.read', ...ofBriefing, ...found },
  'PATCH /v1/briefings/{id}': {
    deed: 'briefing.log',
    ...ofBriefing,
    ...ifMatch,
    ...found,
    body: () => ({ answered: 'Nothing yet' }),
  },
  'GET /v1/campaigns': { deed: 'campaign.read' },
  'POST /v1/campaigns': {
    deed: 'campaign.run',
    ...found,
    body: ({ coalitionId }) => ({ coalitionId, name: 'Speak up', aim: 'To be heard' }),
  },
  'GET /v1/campaigns/{id}': { deed: 'campaign.read', ...ofCampaign, ...found },
  'PATCH /v1/campaigns/{id}': {
    deed: 'campaign.run',
    ...ofCampaign,
    ...found,
    ...ifMatch,
    body: () => ({ status: 'ended' }),
  },
  'GET /v1/campaigns/{id}/organizations': { deed: 'campaign.read', ...ofCampaign, ...found },
  'GET /v1/campaigns/{id}/appeals': { deed: 'post.list', ...ofCampaign, ...found },
  'PUT /v1/campaigns/{id}/organizations/{organizationId}': {
    deed: 'campaign.join',
    path: ({ organizationId }) => ({ id: 'cmp_none', organizationId }),
    or: [404],
    body: () => ({ status: 'asked' }),
  },
  'GET /v1/letters': { deed: 'letter.read' },
  'POST /v1/letters': {
    deed: 'letter.write',
    ...found,
    body: ({ coalitionId }) => ({
      coalitionId,
      targetId: 'org_none',
      texts: [{ language: 'en', subject: 'Act', body: 'Act now' }],
      signBy: '2027-01-01T00:00:00Z',
    }),
    or: [422],
  },
  'GET /v1/letters/{id}': { deed: 'letter.read', ...ofLetter, ...found },
  'PATCH /v1/letters/{id}': {
    deed: 'letter.write',
    ...ofLetter,
    ...found,
    ...ifMatch,
    body: () => ({ openTo: 'members' }),
  },
  'GET /v1/letters/{id}/signatures': { deed: 'letter.read', ...ofLetter, ...found },
  'POST /v1/letters/{id}/signatures': {
    deed: 'letter.sign',
    ...ofLetter,
    ...found,
    own: anybodys,
    body: () => ({ digest: 'x' }),
  },
  'DELETE /v1/letters/{id}/signatures': { deed: 'letter.sign', ...ofLetter, ...found, own: anybodys },
  'POST /v1/letters/{id}/opening': { deed: 'letter.write', ...ofLetter, ...found },
  'POST /v1/letters/{id}/closure': { deed: 'letter.write', ...ofLetter, ...found },
  'POST /v1/letters/{id}/trial': { deed: 'letter.write', ...ofLetter, ...found },
  'POST /v1/letters/{id}/delivery': { deed: 'letter.write', ...ofLetter, ...found },
  'POST /v1/letters/{id}/withdrawal': { deed: 'letter.write', ...ofLetter, ...found },
  'POST /v1/letters/{id}/answer': {
    deed: 'letter.write',
    ...ofLetter,
    ...found,
    body: () => ({ at: '2026-11-20T10:00:00Z', text: 'Received' }),
  },
  'GET /v1/letters/{id}/deliveries': { deed: 'letter.read-deliveries', ...ofLetter, ...found },
  'GET /v1/letters/{id}/evidence': { deed: 'letter.export-evidence', ...ofLetter, ...found },
  'GET /v1/cases': { deed: 'case.list' },
  'POST /v1/cases': { deed: 'case.keep', body: () => aCase },
  'GET /v1/cases/{id}': { deed: 'case.read', ...ofCase, ...found },
  'PATCH /v1/cases/{id}': {
    deed: 'case.keep',
    ...ofCase,
    ...ifMatch,
    body: () => ({ summary: 'More is known' }),
  },
  'PUT /v1/cases/{id}/stage': {
    deed: 'case.keep',
    ...ofCase,
    ...ifMatch,
    body: () => ({ stage: 'judgment', since: '2026-11-20', sources: [source] }),
  },
  'GET /v1/cases/{id}/stages': { deed: 'case.read', ...ofCase, ...found },
  'POST /v1/cases/{id}/hearings': { deed: 'case.keep', ...ofCase, body: () => aHearing },
  'GET /v1/cases/{id}/hearings': { deed: 'case.read', ...ofCase, ...found },
  'GET /v1/cases/{id}/hearings/{hearingId}': { deed: 'case.read', ...ofCase, ...found },
  'PATCH /v1/cases/{id}/hearings/{hearingId}': {
    deed: 'case.keep',
    ...ofCase,
    ...ifMatch,
    body: () => ({ status: 'cancelled' }),
  },
  'GET /v1/cases/{id}/hearings.ics': { deed: 'case.read', ...ofCase, ...found },
  'GET /v1/cases/{id}/watchers': { deed: 'case.read', ...ofCase, ...found },
  'PUT /v1/cases/{id}/watchers/{organizationId}/{contactId}': {
    deed: 'case.watch',
    path: ({ organizationId, contactId }) => ({ id: 'cas_none', organizationId, contactId }),
    or: [404],
  },
  'DELETE /v1/cases/{id}/watchers/{organizationId}/{contactId}': {
    deed: 'case.watch',
    path: ({ organizationId, contactId }) => ({ id: 'cas_none', organizationId, contactId }),
  },
}
