import { inParallel } from '../../../shared/concurrency.ts'
import { createOrganization, putAddress } from '../../../shared/organizations/repository.ts'
import { classes, type Organization } from '../../../shared/organizations/schema.ts'
import { newRecord } from '../../../shared/storage/collection.ts'
import type { Action, Store } from '../../../shared/storage/store.ts'
import { addressOf } from './fates.ts'

const rowsOf = (one: Organization): Action[] => [
  ...createOrganization(one),
  ...one.contacts.map(({ id, email }) =>
    putAddress(email, undefined, { contacts: [{ organizationId: one.id, contactId: id }] }),
  ),
]

const atOnce = 50

/** Enters so many made-up organizations as if they had been typed in. */
export const enterAll = async (store: Store, count: number, make: (at: number) => Organization) => {
  const starts = Array.from({ length: Math.ceil(count / atOnce) }, (_, at) => at * atOnce)
  await inParallel(4, starts, async (start) => {
    const some = Array.from({ length: Math.min(atOnce, count - start) }, (_, at) => make(start + at))
    await store.writeMany(some.flatMap(rowsOf))
  })
}

const pick = <T>(from: readonly T[], at: number) => from[at % from.length]!
const padded = (at: number) => String(at).padStart(16, '0')

const contactsEach = 4
const languages = ['en', 'fr', 'ar', 'es', 'pt', 'de', 'km', 'ru']
const places = [
  ['KE', 'Africa/Nairobi'],
  ['FR', 'Europe/Paris'],
  ['CO', 'America/Bogota'],
  ['KH', 'Asia/Phnom_Penh'],
] as const
const roles = ['focal-point', 'alternate', 'press', 'other'] as const

/** A made-up organization: three of four are members, and every authority has agreed to exercises. */
const organizationAt = (at: number, recipients: number, now: Date): Organization => {
  const [country, timeZone] = pick(places, Math.floor(at / 6))
  const first = at * contactsEach
  return {
    id: `org_${padded(at)}`,
    name: `Simulated ${padded(at)}`,
    class: pick(classes, at),
    relation: at % 4 === 3 ? 'authority' : 'member',
    country,
    worksIn: [],
    languages: ['en'],
    listed: false,
    acceptsExercises: true,
    contacts: Array.from({ length: Math.min(contactsEach, recipients - first) }, (_, place) => ({
      id: `con_${padded(first + place)}`,
      role: roles[place]!,
      kind: 'person',
      email: addressOf(first + place),
      languages: [pick(languages, at + place)],
      timeZone,
      discreet: false,
      epoch: 1,
      grants: [],
    })),
    ownFields: [],
    ...newRecord(now),
  }
}

/** Simulated recipients, numbered from 0, by fours in an organization. */
export const simulate = async (store: Store, recipients: number, now: Date): Promise<number> => {
  const organizations = Math.ceil(recipients / contactsEach)
  await enterAll(store, organizations, (at) => organizationAt(at, recipients, now))
  return organizations
}
