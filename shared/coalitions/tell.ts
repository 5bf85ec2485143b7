import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { announce, nothingTold, type Told } from '../ledger/announce.ts'
import { findOrganization, findOrganizations } from '../organizations/repository.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import { everyItem } from '../storage/pages.ts'
import { participantsPage } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

/** The organizations that lead a coalition now, and have a part in the alliance. */
export const leadsOf = async (deps: Deps, { id }: Coalition) => {
  const all = await everyItem((page) => participantsPage(deps.store, id, page))
  const leads = all.filter(({ status, role }) => status === 'joined' && role === 'lead')
  const organizations = await findOrganizations(
    deps.store,
    leads.map(({ organizationId }) => organizationId),
  )
  return organizations.filter(({ status }) => !status).map(({ id }) => id)
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
