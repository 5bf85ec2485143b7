import { contact, found, type Routes, webhook } from './entry.ts'

/** What destroys, tried when everything else has been. */
export const lastRoutes: Routes = {
  'DELETE /v1/organizations/{id}/contacts/{contactId}/ways-in': {
    deed: 'contact.end-ways-in',
    path: contact,
  },
  'DELETE /v1/webhooks/{id}': { deed: 'webhook.change', path: webhook, ...found },
  'PUT /v1/coalitions/{id}/organizations/{organizationId}': {
    deed: 'coalition.answer',
    path: ({ coalitionId: id, organizationId }) => ({ id, organizationId }),
    body: () => ({ status: 'left' }),
    ...found,
    or: [409],
  },
  'POST /v1/organizations/{id}/contacts/{contactId}/compromised': {
    deed: 'contact.compromised',
    path: ({ organizationId: id, colleagues }) => ({ id, contactId: colleagues.first }),
  },
  'DELETE /v1/organizations/{id}/contacts/{contactId}': {
    deed: 'contact.remove',
    path: ({ organizationId: id, colleagues }) => ({ id, contactId: colleagues.second }),
  },
  'PUT /v1/organizations/{id}/suspension': {
    deed: 'organization.suspend',
    path: ({ guest }) => ({ id: guest.organizationId }),
    body: () => ({ reason: 'Their office was raided' }),
    // Whoever was given a grant there is not shut out by one coordinator.
    or: [409],
  },
  'POST /v1/sign-out': { deed: 'signed-in', or: [409] },
  // Whoever has left comes in by nothing any more.
  'POST /v1/organizations/{id}/departure': {
    deed: 'organization.leave',
    path: ({ organizationId: id }) => ({ id }),
    body: () => ({}),
  },
}
