import { participantsPage, takesPartInAny } from '../coalitions/repository.ts'
import { directoryQueries } from '../organizations/keys.ts'
import type { Matter } from '../organizations/preferences.ts'
import { findOrganizations, organizationsAt } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { bestLanguage } from '../rendering/language.ts'
import type { Item, Store } from '../storage/store.ts'
import { chunkPartition } from './delivery.ts'
import { type Entry, findChunk } from './manifest.ts'
import { contactsReached, hasNotConsented, isFiltered, isWithheld, passesFilter } from './reach.ts'
import type { Audience, Recipients, Withholding } from './recipients.ts'

/** Where a walk stands: in which part, after which row of it, and after whom of the organization there. */
export interface Position {
  readonly part: number
  readonly after?: Item
  readonly contactId?: string
}

/** Organizations page by page; each comes with the row after which the next one stands. */
type Source = (
  store: Store,
  after: Item | undefined,
) => AsyncGenerator<{ organization: Organization; after: Item }>

const directory = (
  query: { partition: string; prefix?: string },
  takes: (o: Organization) => boolean,
): Source =>
  async function* (store, after) {
    let from = after
    do {
      const page = await organizationsAt(store, query, { limit: 100, after: from })
      for (const { organization, key } of page.items)
        if (takes(organization)) yield { organization, after: key }
      from = page.next
    } while (from)
  }

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

/** Whether an audience's filter or coalitions would take an organization in, were nobody withheld. */
export const takesFilterIn = async (store: Store, organization: Organization, audience: Audience) =>
  passesFilter(organization, audience) || takesPartInAny(store, organization.id, audience.coalitionIds ?? [])

const everybody = async () => true

/** The organizations of any recipients but `contacts` and `manifests`, part after part. */
const sourcesOf = (store: Store, recipients: Recipients): Source[] => {
  if (recipients.of === 'audience') return audienceSources(store, recipients.audience, recipients.withhold)
  if (recipients.of === 'alliance') return [directory({ partition: 'relation#member' }, () => true)]
  if (recipients.of === 'coalition') return [coalition(recipients.coalitionId, everybody)]
  if (recipients.of === 'organizations') return [named(recipients.organizationIds, everybody)]
  return []
}

const reachOf = (recipients: Recipients) =>
  recipients.of === 'audience'
    ? recipients.audience.reach
    : recipients.of === 'organizations'
      ? recipients.reach
      : 'all'

const entryOf = ({ id, class: of }: Organization, contact: Organization['contacts'][number]): Entry => ({
  contactId: contact.id,
  organizationId: id,
  class: of,
  language: contact.languages[0]!,
  priors: [],
})

export interface Step {
  readonly entry: Entry
  readonly position: Position
}

const isSpared = (recipients: Recipients, organization: Organization) =>
  recipients.of === 'audience' && recipients.exercise === true && hasNotConsented(organization)

/** Whom an audience reaches, organization by organization; also what a preview reads. */
export async function* walkOrganizations(store: Store, recipients: Recipients, from: Position = { part: 0 }) {
  const sources = sourcesOf(store, recipients)
  for (let part = from.part; part < sources.length; part++) {
    const after = part === from.part ? from.after : undefined
    for await (const found of sources[part]!(store, after))
      if (!isSpared(recipients, found.organization)) yield { ...found, part }
  }
}

async function* walkContacts(
  store: Store,
  recipients: Recipients,
  from: Position,
  matter: Matter | undefined,
): AsyncGenerator<Step> {
  const reach = reachOf(recipients)
  let before: Position = { part: from.part, ...(from.after && { after: from.after }) }
  let resumeAfter = from.contactId
  for await (const { organization, after, part } of walkOrganizations(store, recipients, from)) {
    const contacts = contactsReached(organization, reach, matter)
    const start = resumeAfter ? contacts.findIndex(({ id }) => id === resumeAfter) + 1 : 0
    for (const [at, contact] of contacts.entries()) {
      if (at < start) continue
      const last = at === contacts.length - 1
      const here = before.part === part ? before : { part }
      const position = last ? { part, after } : { ...here, contactId: contact.id }
      yield { entry: entryOf(organization, contact), position }
    }
    before = { part, after }
    resumeAfter = undefined
  }
}

async function* walkNamed(
  store: Store,
  recipients: Extract<Recipients, { of: 'contacts' }>,
  { part }: Position,
): AsyncGenerator<Step> {
  const { contacts } = recipients
  const organizations = await findOrganizations(
    store,
    contacts.map(({ organizationId }) => organizationId),
  )
  for (const [at, named] of contacts.entries()) {
    const organization = organizations.find(({ id }) => id === named.organizationId)
    const contact = organization?.contacts.find(({ id }) => id === named.contactId)
    if (at >= part && organization && contact)
      yield { entry: entryOf(organization, contact), position: { part: at + 1 } }
  }
}

const takes =
  ({ only, but = {} }: Extract<Recipients, { of: 'manifests' }>, notificationId: string) =>
  ({ contactId }: Entry) =>
    (only?.some((id) => id === contactId) ?? true) && !but[notificationId]?.some((id) => id === contactId)

type Manifests = Extract<Recipients, { of: 'manifests' }>

/** Where the deliveries of some notifications are, contact by contact, newest first. */
const partitionsOf = async (store: Store, notificationIds: Manifests['beside'] = []) => {
  const found = new Map<string, string[]>()
  for (const id of notificationIds)
    for (let number = 1; ; number++) {
      const chunk = await findChunk(store, id, number)
      if (!chunk) break
      for (const { contactId } of chunk.entries)
        found.set(contactId, [chunkPartition(id, number), ...(found.get(contactId) ?? [])])
    }
  return found
}

/** Who of a chunk waits for a language, by the languages that they read now. */
const whoWait = async (store: Store, entries: readonly Entry[], waiting: Manifests['waiting']) => {
  if (!waiting) return () => true
  const { language, had } = waiting
  const organizations = await findOrganizations(
    store,
    entries.map(({ organizationId }) => organizationId),
  )
  const contacts = organizations.flatMap((organization) => organization.contacts)
  const ids = contacts
    .filter(({ languages }) => !bestLanguage(had, languages) && bestLanguage([language], languages))
    .map(({ id }): string => id)
  return ({ contactId }: Entry) => ids.includes(contactId)
}

/** Whom earlier notifications were for, each with the deliveries they may have had. */
async function* walkManifests(
  store: Store,
  recipients: Extract<Recipients, { of: 'manifests' }>,
  from: Position,
): AsyncGenerator<Step> {
  const besides = await partitionsOf(store, recipients.beside)
  for (let part = from.part; part < recipients.notificationIds.length; part++) {
    const id = recipients.notificationIds[part]!
    const resume = part === from.part ? from : { part }
    const taken = takes(recipients, id)
    for (let chunk = Number(resume.after?.['chunk'] ?? 1); ; chunk++) {
      const stored = await findChunk(store, id, chunk)
      if (!stored) break
      const start = chunk === resume.after?.['chunk'] ? Number(resume.after?.['at']) + 1 : 0
      const waits = await whoWait(store, stored.entries, recipients.waiting)
      for (const [at, entry] of stored.entries.entries())
        if (at >= start && taken(entry) && waits(entry))
          yield {
            entry: {
              ...entry,
              priors: [...(besides.get(entry.contactId) ?? []), chunkPartition(id, chunk), ...entry.priors],
            },
            position: { part, after: { chunk, at } },
          }
    }
  }
}

/** Everybody to be told, in an order that stays, from a position on; of what, decides who stands for an organization. */
export const walk = (
  store: Store,
  recipients: Recipients,
  from: Position = { part: 0 },
  matter?: Matter,
): AsyncGenerator<Step> => {
  if (recipients.of === 'contacts') return walkNamed(store, recipients, from)
  if (recipients.of === 'manifests') return walkManifests(store, recipients, from)
  return walkContacts(store, recipients, from, matter)
}
