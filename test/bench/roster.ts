import { enterAll } from '../../infra/local/rehearsal/roster.ts'
import { classes, type Organization } from '../../shared/organizations/schema.ts'
import { newRecord } from '../../shared/storage/collection.ts'
import type { Store } from '../../shared/storage/store.ts'

const pick = <T>(from: readonly T[], at: number) => from[at % from.length]!

const languages = ['en', 'fr', 'es', 'ar', 'km', 'de']
const countries = ['KE', 'FR', 'CO', 'KH']
const zones = ['Africa/Nairobi', 'Europe/Paris', 'America/Bogota', 'Asia/Phnom_Penh']
const roles = ['focal-point', 'alternate', 'press'] as const

const now = new Date('2026-11-22T09:00:00Z')

/** Every id and name is of the same length, so that capacity can be compared to the unit. */
export const padded = (at: number) => String(at).padStart(16, '0')

export const organizationId = (at: number): Organization['id'] => `org_${padded(at)}`

export interface Shape {
  /** Contacts of each organization in turn. */
  readonly contacts: readonly number[]
}

export const oneContact: Shape = { contacts: [1] }

/** The organization at a place of the roster: three of four are members, in every class, of four countries. */
export const organizationAt = (at: number, { contacts }: Shape): Organization => ({
  id: organizationId(at),
  name: `Organization ${padded(at)}`,
  class: pick(classes, at),
  relation: at % 4 === 3 ? 'authority' : 'member',
  country: pick(countries, Math.floor(at / 6)),
  worksIn: ['KE', 'UG'],
  languages: ['en'],
  listed: false,
  contacts: Array.from({ length: pick(contacts, at) }, (_, place) => ({
    id: `con_${padded(at * 4 + place)}`,
    role: roles[place]!,
    kind: 'person',
    name: `Person ${padded(at * 4 + place)}`,
    email: `desk-${place}@organization-${padded(at)}.example.org`,
    languages: [pick(languages, at + place)],
    timeZone: pick(zones, at),
    discreet: false,
    epoch: 1,
    grants: [],
  })),
  ownFields: [],
  ...newRecord(now),
})

/** Fills a roster as if it had been typed in; answers how many contacts it has. */
export const fillRoster = async (store: Store, count: number, shape: Shape): Promise<number> => {
  await enterAll(store, count, (at) => organizationAt(at, shape))
  return Array.from({ length: count }, (_, at) => pick(shape.contacts, at)).reduce(
    (sum, more) => sum + more,
    0,
  )
}
