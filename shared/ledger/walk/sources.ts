import { participantsPage, takesPartInAny } from '../../coalitions/repository.ts'
import { directoryQueries } from '../../organizations/keys.ts'
import { findOrganizations, organizationsAt } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import type { Item, Store } from '../../storage/store.ts'
import { hasNotConsented, isFiltered, isWithheld, passesFilter } from '../reach.ts'
import type { Audience, Recipients, Withholding } from '../recipients.ts'
import type { Position } from './position.ts'

/** Organizations page by page; each comes with the row after which the next one stands. */
type Source = (
  store: Store,
  after: Item | undefined,
) => AsyncGenerator<{ organization: Organization; after: Item }>

const directory = (
  query: { partition: string; prefix?: string },
  takes: (o: Organization) => boolean,
  limit = 100,
): Source =>
  async function* (store, after) {
    let from = after
    do {
      const page = await organizationsAt(store, query, { limit, after: from })
      for (const { organization, key } of page.items)
        if (takes(organization)) yield { organization, after: key }
      from = page.next
    } while (from)
  }

const everybody = async () => true

const coalition = (coalitionId: string, takes: (o: Organization) => Promise<boolean>): Source =>
  async function* (store, after) {
    let from = after
    do {
      const page = await participantsPage(store, coalitionId, { limit: 100, after: from })
      const taking = page.items.filter(({ status }) => status === 'joined' || status === 'invited')
      const organizations = await findOrganizations(
        store,
        taking.map(({ organizationId }) => organizationId),
      )
      for (const organization of organizations)
        if (await takes(organization))
          yield { organization, after: { pk: coalitionId, sk: `organization#${organization.id}` } }
      from = page.next
    } while (from)
  }

const named = (ids: readonly string[], takes: (o: Organization) => Promise<boolean>): Source =>
  async function* (store, after) {
    const start = after ? ids.indexOf(after['id'] as string) + 1 : 0
    for (let from = start; from < ids.length; from += 100) {
      const organizations = await findOrganizations(store, ids.slice(from, from + 100))
      for (const organization of organizations)
        if (await takes(organization)) yield { organization, after: { id: organization.id } }
    }
  }

/** Above so many countries, one walk that leaves some out is cheaper than a query for each. */
const manyCountries = 40

const filterQueries = ({ relations, classes, countries }: Audience) => {
  const orAny = <T>(list: readonly T[] | undefined) => (list && list.length > 0 ? list : [undefined])
  const places = countries && countries.length > manyCountries ? [undefined] : orAny(countries)
  return (relations && relations.length > 0 ? relations : (['member', 'authority'] as const)).flatMap(
    (relation) =>
      orAny(classes).flatMap((of) =>
        places.flatMap((country) => directoryQueries({ relation, class: of, country })),
      ),
  )
}

/** The parts of an audience, each leaving out whom an earlier one took: filter, then coalitions, then named. */
const audienceSources = (store: Store, audience: Audience, withhold: Withholding): Source[] => {
  const { coalitionIds = [], organizationIds = [] } = audience
  const filtered = (o: Organization) => passesFilter(o, audience) && !isWithheld(o, withhold)
  const inCoalitions = async (o: Organization, ids: readonly string[]) =>
    !isWithheld(o, withhold) && (await takesPartInAny(store, o.id, ids))
  const queries = isFiltered(audience) ? filterQueries(audience) : []
  return [
    ...queries.map((query) => directory(query, filtered)),
    ...coalitionIds.map((id, at) =>
      coalition(
        id,
        async (o) =>
          !filtered(o) && !isWithheld(o, withhold) && !(await inCoalitions(o, coalitionIds.slice(0, at))),
      ),
    ),
    named(organizationIds, async (o) => !filtered(o) && !(await inCoalitions(o, coalitionIds))),
  ]
}

/** Everybody whom an audience takes in, whomever it is withheld from and whoever has no part in the alliance now: its parts read side by side, for whoever looks at them all. */
export const takenIn = async (store: Store, audience: Audience): Promise<Organization[]> => {
  const { coalitionIds = [], organizationIds = [] } = audience
  const queries = isFiltered(audience) ? filterQueries(audience) : []
  const sources = [
    ...queries.map((query) => directory(query, (o) => passesFilter(o, audience), 500)),
    ...coalitionIds.map((id) => coalition(id, everybody)),
    named(organizationIds, everybody),
  ]
  const parts = await Promise.all(
    sources.map(async (source) => {
      const found: Organization[] = []
      for await (const { organization } of source(store, undefined)) found.push(organization)
      return found
    }),
  )
  return [...new Map(parts.flat().map((each) => [each.id, each])).values()]
}

/** Whether an audience's filter or coalitions would take an organization in, were nobody withheld. */
export const takesFilterIn = async (store: Store, organization: Organization, audience: Audience) =>
  passesFilter(organization, audience) || takesPartInAny(store, organization.id, audience.coalitionIds ?? [])

/** The organizations of any recipients but `contacts` and `manifests`, part after part. */
const sourcesOf = (store: Store, recipients: Recipients): Source[] => {
  if (recipients.of === 'audience') return audienceSources(store, recipients.audience, recipients.withhold)
  if (recipients.of === 'alliance') return [directory({ partition: 'relation#member' }, () => true)]
  if (recipients.of === 'coalition') return [coalition(recipients.coalitionId, everybody)]
  if (recipients.of === 'organizations') return [named(recipients.organizationIds, everybody)]
  return []
}

const isSpared = (recipients: Recipients, organization: Organization) =>
  recipients.of === 'audience' && recipients.exercise === true && hasNotConsented(organization)

/** Whom an audience reaches, organization by organization; also what a preview reads. */
export async function* walkOrganizations(store: Store, recipients: Recipients, from: Position = { part: 0 }) {
  const sources = sourcesOf(store, recipients)
  for (let part = from.part; part < sources.length; part++) {
    const after = part === from.part ? from.after : undefined
    for await (const found of sources[part]!(store, after))
      if (!found.organization.status && !isSpared(recipients, found.organization)) yield { ...found, part }
  }
}
