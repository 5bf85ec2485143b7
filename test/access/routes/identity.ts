import { grant, type Routes } from './entry.ts'

/** Of no authenticator. */
const anAttestation = {
  id: 'none',
  rawId: 'none',
  type: 'public-key',
  response: { clientDataJSON: 'none', attestationObject: 'none' },
}

export const identityRoutes: Routes = {
  'POST /v1/sign-in': { deed: 'public', body: () => ({ email: 'nobody@example.org' }) },
  'POST /v1/sign-in/code': {
    deed: 'public',
    body: () => ({ email: 'nobody@example.org', code: '123456' }),
    or: [401],
  },
  'POST /v1/sign-in/recovery': {
    deed: 'public',
    body: () => ({ contactId: 'con_none', recoveryCode: 'none' }),
    or: [401],
  },
  // Who comes with a token has no session in which to prove anything.
  'GET /v1/me/factors': { deed: 'signed-in', or: [409] },
  'POST /v1/me/factors/totp': { deed: 'signed-in', body: () => ({}), or: [409] },
  'POST /v1/me/factors/totp/confirmation': {
    deed: 'signed-in',
    body: () => ({ code: '123456' }),
    or: [409],
  },
  'DELETE /v1/me/factors/totp': { deed: 'signed-in', or: [409] },
  'POST /v1/me/factors/passkeys/options': { deed: 'signed-in', body: () => ({}), or: [409] },
  'POST /v1/me/factors/passkeys': {
    deed: 'signed-in',
    body: () => ({ label: 'Key', passkey: anAttestation }),
    or: [409],
  },
  'DELETE /v1/me/factors/passkeys/{id}': {
    deed: 'signed-in',
    path: () => ({ id: 'pky_none' }),
    or: [409],
  },
  'POST /v1/me/factors/proof/options': { deed: 'signed-in', or: [409] },
  'POST /v1/me/factors/proof': { deed: 'signed-in', body: () => ({ code: '123456' }), or: [409] },
  'POST /v1/me/factors/recovery-codes': { deed: 'signed-in', or: [409] },
  'GET /v1/me': { deed: 'signed-in' },
  'GET /v1/me/sessions': { deed: 'session.list' },
  'DELETE /v1/me/sessions': { deed: 'session.end' },
  'DELETE /v1/me/sessions/{id}': {
    deed: 'session.end',
    path: () => ({ id: 'sgn_none' }),
    or: [404],
  },
  'GET /v1/grants': { deed: 'grant.list' },
  'POST /v1/grants': { deed: 'grant.propose', body: ({ guest }) => ({ ...guest, kind: 'coordinator' }) },
  'POST /v1/grants/{contactId}/{kind}/confirmation': { deed: 'grant.confirm', path: grant },
  'DELETE /v1/grants/{contactId}/{kind}': { deed: 'grant.withdraw', path: grant },
  'GET /v1/motions': { deed: 'motion.list' },
  'POST /v1/motions': {
    deed: 'motion.put',
    body: () => ({ contactId: 'con_none', kind: 'suspend' }),
    or: [409],
  },
  'DELETE /v1/motions/{contactId}/{kind}': {
    deed: 'motion.drop',
    path: () => ({ contactId: 'con_none', kind: 'suspend' }),
    or: [404],
  },
  'GET /v1/tokens': { deed: 'token.list' },
  'GET /v1/tokens/{id}': { deed: 'token.list', path: () => ({ id: 'tok_none' }), or: [404] },
  'POST /v1/tokens': {
    deed: 'token.create',
    body: () => ({ name: 'Program', scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }),
  },
  'POST /v1/tokens/{id}/secret': {
    deed: 'token.rotate',
    path: () => ({ id: 'tok_none' }),
    body: () => ({}),
    or: [404],
  },
  'DELETE /v1/tokens/{id}': { deed: 'token.revoke', path: () => ({ id: 'tok_none' }), or: [404] },
}
