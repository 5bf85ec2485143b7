import type { Deps } from '../deps.ts'
import { contactsReached, hasNotConsented, isWithheld } from '../ledger/reach.ts'
import type { Audience, Withholding } from '../ledger/recipients.ts'
import { takenIn, takesFilterIn, walkOrganizations } from '../ledger/walk/sources.ts'
import { type Matter, wants } from '../organizations/preferences.ts'
import { findOrganizations, listOrganizations } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import type { Situation } from '../situations/schema.ts'
import { distinct } from '../text.ts'

/** Whom no filter reaches: the governments of the situation's own countries, and those on its list. */
export const withholdingOf = ({ countries, withholdFrom }: Situation): Withholding => ({
  governmentsOf: countries,
  organizationIds: withholdFrom,
})

interface Left {
  readonly organizationId: string
  readonly name: string
  readonly reason:
    | 'own-government'
    | 'withheld-from'
    | 'no-consent'
    | 'no-contacts'
    | 'nobody-reachable'
    | 'not-wanted'
    | 'no-part'
}

export interface Preview {
  readonly organizations: number
  readonly contacts: number
  readonly byClass: Record<string, number>
  readonly byLanguage: Record<string, number>
  readonly byCountry: Record<string, number>
  /** Left out because of what the situation is, or because this is an exercise; named first. */
  readonly withheld: Left[]
  /** Withheld by rule, but named singly. */
  readonly namedDespite: string[]
  /** What those are called. */
  readonly namedDespiteAs: string[]
  /** In the audience, but nothing can reach them, or they want to hear of other things. */
  readonly unreachable: Left[]
}

const governmentsOf = async (deps: Deps, countries: readonly string[]) => {
  const pages = await Promise.all(
    countries.map((country) =>
      listOrganizations(deps.store, { class: 'government', country }, { limit: 200 }),
    ),
  )
  return pages.flatMap(({ items }) => items)
}

/** Those whom the rule keeps out although the audience would have let them in. */
export const withheldFrom = async (deps: Deps, audience: Audience, withhold: Withholding) => {
  const [governments, listed] = await Promise.all([
    governmentsOf(deps, withhold.governmentsOf),
    findOrganizations(deps.store, withhold.organizationIds),
  ])
  const candidates = [...new Map([...governments, ...listed].map((each) => [each.id, each])).values()]
  const wanted = await Promise.all(candidates.map((each) => takesFilterIn(deps.store, each, audience)))
  return {
    kept: candidates.filter((each, at) => wanted[at] && !audience.organizationIds?.includes(each.id)),
    named: candidates.filter(({ id }) => audience.organizationIds?.includes(id)),
  }
}

const countUp = (counts: Record<string, number>, key: string) => {
  counts[key] = (counts[key] ?? 0) + 1
}

const problemOf = ({ contacts }: Organization, matter: Matter | undefined): Left['reason'] | undefined => {
  if (contacts.length === 0) return 'no-contacts'
  const reachable = contacts.filter(({ suppressed }) => !suppressed)
  if (reachable.length === 0) return 'nobody-reachable'
  return matter && !reachable.some(({ preferences }) => wants(preferences, matter)) ? 'not-wanted' : undefined
}

/** Who would be told, how many and in what, and who would not and why: each organization read once. */
export const previewAudience = async (
  deps: Deps,
  audience: Audience,
  {
    exercise,
    matter,
    taken,
    ...withhold
  }: Withholding & {
    readonly exercise: boolean
    readonly matter?: Matter | undefined
    /** Whom the audience takes in, where that is known. */
    readonly taken?: readonly Organization[]
  },
): Promise<Preview> => {
  const everybody = taken ?? (await takenIn(deps.store, audience))
  const all = everybody.filter(({ status }) => !status)
  const isNamed = ({ id }: Organization) => audience.organizationIds?.includes(id)
  const [against, reached] = [true, false].map((isAgainst) =>
    all.filter((each) => isWithheld(each, withhold) === isAgainst),
  ) as [Organization[], Organization[]]
  const kept = against.filter((each) => !isNamed(each))
  const named = against.filter(isNamed)
  // Named singly, though they have no part in the alliance: nothing is mailed to them.
  const inVain = everybody.filter((each) => each.status && isNamed(each))
  const reasonOf = ({ id }: Organization) =>
    withhold.organizationIds.includes(id) ? 'withheld-from' : 'own-government'
  const preview = {
    organizations: 0,
    contacts: 0,
    byClass: {} as Record<string, number>,
    byLanguage: {} as Record<string, number>,
    byCountry: {} as Record<string, number>,
    withheld: kept.map(
      (each): Left => ({ organizationId: each.id, name: each.name, reason: reasonOf(each) }),
    ),
    namedDespite: named.map(({ id }) => id),
    namedDespiteAs: named.map(({ name }) => name),
    unreachable: inVain.map(({ id, name }): Left => ({ organizationId: id, name, reason: 'no-part' })),
  }
  for (const organization of [...reached, ...named]) {
    const { id: organizationId, name } = organization
    if (exercise && hasNotConsented(organization)) {
      preview.withheld.push({ organizationId, name, reason: 'no-consent' })
      continue
    }
    preview.organizations += 1
    countUp(preview.byClass, organization.class)
    countUp(preview.byCountry, organization.country)
    const problem = problemOf(organization, matter)
    if (problem) preview.unreachable.push({ organizationId, name, reason: problem })
    for (const contact of contactsReached(organization, audience.reach, matter)) {
      preview.contacts += 1
      countUp(preview.byLanguage, contact.languages[0]!)
    }
  }
  return preview
}

/** Whether an audience reaches anybody at all; reads no further than to the first. */
export const reachesSomebody = async (
  { store }: Pick<Deps, 'store'>,
  audience: Audience,
  { exercise, ...withhold }: Withholding & { readonly exercise: boolean },
): Promise<boolean> => {
  const recipients = { of: 'audience', audience, withhold, exercise } as const
  for await (const { organization } of walkOrganizations(store, recipients))
    if (contactsReached(organization, audience.reach).length > 0) return true
  return false
}

/** Organizations of the audience that are withheld from by rule, though named. */
export const namedThoughWithheld = async (deps: Deps, audience: Audience, withhold: Withholding) => {
  const named = await findOrganizations(deps.store, audience.organizationIds ?? [])
  return distinct(named.filter((each) => isWithheld(each, withhold)).map(({ id }) => id))
}
