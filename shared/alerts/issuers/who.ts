import { createHash } from 'node:crypto'
import { canonical } from '../../canonical.ts'
import { findCoalition, participantsPage } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { isWithheld } from '../../ledger/reach.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import { getSituation } from '../../situations/repository.ts'
import type { Situation } from '../../situations/schema.ts'
import { withholdingOf } from '../audience.ts'
import type { Alert } from '../schema.ts'
import { cannotBeNamed } from './errors.ts'
import { findConsents } from './repository.ts'
import type { Issuer } from './schema.ts'

type Content = Alert['content']

/** SHA-256, in base64url, of what an organization consents to: everything that the revision says, and to whom. */
export const consentDigest = ({ id, revision, content }: Pick<Alert, 'id' | 'revision' | 'content'>) =>
  createHash('sha256').update(canonical({ id, revision, content })).digest('base64url')

/** Who has to consent: each organization that is named; of a coalition one of those that lead it. */
export interface Askable {
  readonly organizations: readonly Organization[]
  readonly coalition?: { readonly id: Issuer['coalitionId']; readonly name: string }
}

const mostParticipants = 1000

const leadsOf = async ({ store }: Deps, coalitionId: string) => {
  const { items } = await participantsPage(store, coalitionId, { limit: mostParticipants })
  const leads = items.filter(({ role, status }) => role === 'lead' && status === 'joined')
  return findOrganizations(
    store,
    leads.map(({ organizationId }) => organizationId),
  )
}

/** Nobody stands by an alert that must be kept from them, nor one that cannot be asked. */
const refuseUnfit = (situation: Situation, organizations: readonly Organization[]) => {
  const withhold = withholdingOf(situation)
  for (const organization of organizations) {
    if (isWithheld(organization, withhold)) throw cannotBeNamed('names one that this is withheld from')
    if (organization.relation !== 'member') throw cannotBeNamed('names one that is no member')
  }
}

/** Who would have to consent to a draft; nobody where it is the coordinators'. */
export const askableFor = async (deps: Deps, content: Content): Promise<Askable> => {
  const { issuedBy } = content
  if (!issuedBy || issuedBy.by === 'coordinator') return { organizations: [] }
  if (issuedBy.by === 'organizations') {
    const [organizations, situation] = await Promise.all([
      findOrganizations(deps.store, issuedBy.organizationIds),
      getSituation(deps.store, content.situationId),
    ])
    if (organizations.length < issuedBy.organizationIds.length)
      throw cannotBeNamed('names an organization that is not in the roster', '#/issuedBy/organizationIds')
    refuseUnfit(situation, organizations)
    return { organizations }
  }
  const [coalition, organizations, situation] = await Promise.all([
    findCoalition(deps.store, issuedBy.coalitionId),
    leadsOf(deps, issuedBy.coalitionId),
    getSituation(deps.store, content.situationId),
  ])
  if (!coalition || coalition.confidential || coalition.status === 'closed')
    throw cannotBeNamed('names no coalition that may be named', '#/issuedBy/coalitionId')
  if (organizations.length === 0)
    throw cannotBeNamed('names a coalition that nobody leads', '#/issuedBy/coalitionId')
  refuseUnfit(situation, organizations)
  return { organizations, coalition: { id: coalition.id, name: coalition.name } }
}

/** Whether it is in an organization's name as it stands, whatever became of others that it names. */
export const isInNameOf = async (deps: Deps, { issuedBy }: Content, { id, relation }: Organization) => {
  if (!issuedBy || issuedBy.by === 'coordinator' || relation !== 'member') return false
  if (issuedBy.by === 'organizations') return issuedBy.organizationIds.includes(id)
  return (await leadsOf(deps, issuedBy.coalitionId)).some((lead) => lead.id === id)
}

/** In whose name a draft as it stands may be issued: all that is named has consented to this very text. */
export const issuersOf = async (deps: Deps, alert: Alert): Promise<Issuer[] | undefined> => {
  const { organizations, coalition } = await askableFor(deps, alert.content)
  if (organizations.length === 0) return undefined
  const ids = organizations.map(({ id }) => id)
  const consents = await findConsents(deps.store, alert.id, ids)
  const digest = consentDigest(alert)
  const given = organizations.flatMap(({ id, name }): Issuer[] => {
    const consent = consents.get(id)
    const isGiven = consent?.answer === 'given' && consent.digest === digest
    return isGiven ? [{ organizationId: id, name, consentedAt: consent.at }] : []
  })
  const isEnough = coalition ? given.length > 0 : given.length === organizations.length
  if (!isEnough) throw cannotBeNamed('names who has not consented to this text; ask them, or leave them out')
  if (!coalition) return given
  return [{ coalitionId: coalition.id!, name: coalition.name, consentedAt: given[0]!.consentedAt }]
}
