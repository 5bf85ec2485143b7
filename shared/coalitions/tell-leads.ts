import type { Deps } from '../deps.ts'
import { announce } from '../ledger/announce.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Item } from '../storage/store.ts'
import { participantsPage } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

const leadsOf = async (deps: Deps, { id }: Coalition) => {
  const leads: Participation[] = []
  let after: Item | undefined
  do {
    const { items, next } = await participantsPage(deps.store, id, { limit: 200, after })
    leads.push(...items.filter(({ status, role }) => status === 'joined' && role === 'lead'))
    after = next
  } while (after)
  return leads.map(({ organizationId }) => organizationId)
}

/** Tells who leads a coalition that an organization goes; nothing where nobody else leads it. */
export const tellLeads = async (deps: Deps, coalition: Coalition, { organizationId }: Participation) => {
  const leads = (await leadsOf(deps, coalition)).filter((id) => id !== organizationId)
  const leaver = await findOrganization(deps.store, organizationId)
  if (leads.length === 0 || !leaver) return []
  const told = announce(deps, {
    kind: 'notice',
    subject: coalition.id,
    recipients: { of: 'organizations', organizationIds: leads, reach: 'first' },
    content: { key: 'organization-left', params: { organization: leaver.name, coalition: coalition.name } },
  })
  return [{ actions: told.actions, notifications: [told.id] }]
}
