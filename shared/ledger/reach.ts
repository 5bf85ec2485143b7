import { type Matter, wants } from '../organizations/preferences.ts'
import { type Contact, type Organization, roles } from '../organizations/schema.ts'
import type { Audience, Withholding } from './recipients.ts'

/** Whether an audience filters the roster at all; one that does not only adds coalitions and organizations. */
export const isFiltered = ({ relations, classes, countries }: Audience) =>
  [relations, classes, countries].some((part) => part && part.length > 0)

const admits = <T>(list: readonly T[] | undefined, value: T) =>
  !list || list.length === 0 || list.includes(value)

export const isWithheld = (
  { id, class: of, country }: Organization,
  { governmentsOf, organizationIds }: Withholding,
) => organizationIds.includes(id) || (of === 'government' && governmentsOf.includes(country))

/** Whether an exercise would alarm an authority that has not agreed to it. */
export const hasNotConsented = ({ relation, acceptsExercises }: Organization) =>
  relation === 'authority' && !acceptsExercises

/** Whether the filter of an audience takes an organization in. */
export const passesFilter = (organization: Organization, audience: Audience) =>
  isFiltered(audience) &&
  admits(audience.relations, organization.relation) &&
  admits(audience.classes, organization.class) &&
  admits(audience.countries, organization.country)

const rank = ({ role }: Contact) => roles.indexOf(role)
const inOrder = (a: Contact, b: Contact) => rank(a) - rank(b) || a.id.localeCompare(b.id)

/**
 * The contacts by which an organization is reached, in an order that stays. Of `first`, the first who can be
 * reached and wants to hear of the matter, or, where nobody is, the first of all, so that the ledger shows it.
 */
export const contactsReached = (
  { contacts }: Organization,
  reach: 'all' | 'first',
  matter?: Matter,
): Contact[] => {
  const ordered = [...contacts].sort(inOrder)
  if (reach === 'all') return ordered
  const reachable = ordered.filter(({ suppressed }) => !suppressed)
  const first =
    reachable.find(({ preferences }) => !matter || wants(preferences, matter)) ?? reachable[0] ?? ordered[0]
  return first ? [first] : []
}
