import type { Deps } from '../deps.ts'
import { listGrantRows } from '../identity/grants.ts'
import { announce } from '../ledger/announce.ts'
import type { Issue } from './schema.ts'

/** Acting alone is loud: every coordinator is told at once. Nothing where nobody holds a grant yet. */
export const tellCoordinators = async (
  deps: Deps,
  alertId: string,
  { reference, breakGlass }: Pick<Issue, 'reference' | 'breakGlass'>,
) => {
  if (!breakGlass) return undefined
  const { items } = await listGrantRows(deps.store, { limit: 100 })
  const contacts = items
    .filter(({ kind, status }) => kind === 'coordinator' && status === 'confirmed')
    .map(({ organizationId, contactId }) => ({ organizationId, contactId }))
  if (contacts.length === 0) return undefined
  return announce(deps, {
    kind: 'notice',
    subject: alertId,
    urgent: true,
    recipients: { of: 'contacts', contacts },
    content: { key: 'acted-alone', params: { reference, reason: breakGlass.reason } },
  })
}
