import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { announce, nothingTold, type Told } from '../ledger/announce.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import type { Item } from '../storage/store.ts'
import { participantsPage } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

/** The organizations that lead a coalition now. */
export const leadsOf = async (deps: Deps, { id }: Coalition) => {
  const leads: Participation[] = []
  let after: Item | undefined
  do {
    const { items, next } = await participantsPage(deps.store, id, { limit: 200, after })
    leads.push(...items.filter(({ status, role }) => status === 'joined' && role === 'lead'))
    after = next
  } while (after)
  return leads.map(({ organizationId }) => organizationId)
}

const tellOrganizations = (
  deps: Deps,
  coalition: Coalition,
  organizationIds: Participation['organizationId'][],
  key: NoticeKey,
  params: Readonly<Record<string, string>> = {},
) =>
  announce(deps, {
    kind: 'notice',
    subject: coalition.id,
    recipients: { of: 'organizations', organizationIds, reach: 'first' },
    content: { key, params: { coalition: coalition.name, ...params } },
  })

/** Tells one organization what became of its part. */
export const tellOrganization = (
  deps: Deps,
  coalition: Coalition,
  { organizationId }: Participation,
  key: NoticeKey,
): Told => tellOrganizations(deps, coalition, [organizationId], key)

type About = Pick<Participation, 'organizationId'>

/** Tells who leads what an organization does; where nobody else leads, whoever is on duty. */
export const tellLeads = async (
  deps: Deps,
  coalition: Coalition,
  { organizationId }: About,
  key: NoticeKey,
): Promise<Told> => {
  const about = await findOrganization(deps.store, organizationId)
  if (!about) return nothingTold
  const leads = (await leadsOf(deps, coalition)).filter((id) => id !== organizationId)
  const params = { organization: about.name }
  if (leads.length > 0) return tellOrganizations(deps, coalition, leads, key, params)
  const instead = { subject: coalition.id, key, params: { ...params, coalition: coalition.name } }
  return tellDuty(deps, instead)
}

/** Tells everybody inside: every contact of who has joined or is invited. */
export const tellInside = (
  deps: Deps,
  { id, name }: Coalition,
  key: NoticeKey,
  params: Readonly<Record<string, string>>,
): Told =>
  announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: { of: 'coalition', coalitionId: id },
    content: { key, params: { coalition: name, ...params } },
  })
