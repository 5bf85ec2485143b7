import type { Key } from '../storage/store.ts'
import { foldAddress } from '../text.ts'
import type { Absence, Organization } from './schema.ts'

/** Names that differ in case, spacing, composed characters or marks that nobody sees alone are one. */
export const normalizeName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

export const nameKey = ({ name, country }: Pick<Organization, 'name' | 'country'>): Key => ({
  pk: `name#${country}#${normalizeName(name)}`,
  sk: 'name',
})

export const addressKey = (address: string): Key => ({ pk: `address#${foldAddress(address)}`, sk: 'address' })

/** Those that have no part in the alliance, by why. */
export const absentOf = (status: Absence) => `status#${status}`

/** The members that the public sees, by country. */
export const publicMembers = 'public#member'

/** Whether the public sees an organization: a member that has said so itself, whatever others set for it. */
export const isPublic = ({ status, relation, listed, ownFields }: Organization) =>
  !status && relation === 'member' && listed && ownFields.includes('listed')

/** The lists an organization stands in, each sorted so that a further filter is a prefix. */
export const directoryKeys = (o: Organization): Key[] =>
  o.status
    ? [{ pk: absentOf(o.status), sk: o.id }]
    : [
        { pk: `relation#${o.relation}`, sk: `${o.class}#${o.country}#${o.id}` },
        { pk: `class#${o.class}`, sk: `${o.country}#${o.relation}#${o.id}` },
        { pk: `country#${o.country}`, sk: `${o.relation}#${o.class}#${o.id}` },
        ...(isPublic(o) ? [{ pk: publicMembers, sk: `${o.country}#${o.id}` }] : []),
      ]

export interface DirectoryFilter {
  readonly relation?: Organization['relation'] | undefined
  readonly class?: Organization['class'] | undefined
  readonly country?: string | undefined
}

const join = (...parts: (string | undefined)[]) => parts.map((part) => `${part}#`).join('')

/** The one partition and prefix that answers a filter; without a filter, the partition of each relation. */
export const directoryQueries = (filter: DirectoryFilter): { partition: string; prefix?: string }[] => {
  const { relation, class: of, country } = filter
  if (relation && !(country && !of))
    return [
      { partition: `relation#${relation}`, ...(of && { prefix: country ? join(of, country) : join(of) }) },
    ]
  if (country) {
    if (!of) return [{ partition: `country#${country}`, ...(relation && { prefix: join(relation) }) }]
    return [{ partition: `class#${of}`, prefix: join(country) }]
  }
  if (of) return [{ partition: `class#${of}` }]
  return [{ partition: 'relation#member' }, { partition: 'relation#authority' }]
}
