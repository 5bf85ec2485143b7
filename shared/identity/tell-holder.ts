import type { Deps } from '../deps.ts'
import { announce } from '../ledger/announce.ts'
import type { Grant } from './grants.ts'

/** Tells a person that a right of theirs has changed. */
export const tellHolder = (
  deps: Deps,
  { organizationId, contactId, kind }: Grant,
  state: 'confirmed' | 'withdrawn',
) =>
  announce(deps, {
    kind: 'notice',
    subject: contactId,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: { key: 'grant-changed', params: { grant: kind, state } },
  })
