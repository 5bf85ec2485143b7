import { createHash } from 'node:crypto'
import { foldAddress } from '../text.ts'
import type { Organization } from './schema.ts'

type Removals = Pick<Organization, 'id' | 'removedContacts'>

/** Stands for an address that is to be known again, and no longer kept. */
const digestOf = ({ id }: Removals, address: string) =>
  createHash('sha256')
    .update(`${id} ${foldAddress(address)}`)
    .digest('base64url')
    .slice(0, 22)

/** Whether the organization has taken an address out itself. */
export const isRemoved = (organization: Removals, address: string) =>
  organization.removedContacts?.includes(digestOf(organization, address)) ?? false

/** The digests with one address more; the oldest leave, for an organization is one record. */
export const withRemoved = (organization: Removals, address: string) =>
  [...without(organization, address), digestOf(organization, address)].slice(-200)

const without = (organization: Removals, address: string) =>
  (organization.removedContacts ?? []).filter((digest) => digest !== digestOf(organization, address))

/** The digests without an address that comes back. */
export const withoutRemoved = (organization: Removals, address: string) => {
  const left = without(organization, address)
  return left.length > 0 ? left : undefined
}
