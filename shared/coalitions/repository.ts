import { staleVersion } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { insideKey, insideOf, listKeys, participantPrefix, participationKey } from './keys.ts'
import { isInside, standingOf } from './lifecycle.ts'
import { coalition, type Participation, type ParticipationRole, participation } from './schema.ts'

const table = 'coalitions'

const records = collection({ table, noun: 'coalition', schema: coalition, lists: listKeys })

export const findCoalition = records.find
export const findCoalitions = records.findMany
export const createCoalition = records.create
export const replaceCoalition = records.replace

export interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

const onward = ({ limit, after }: Paging) => ({ limit, ...(after && { after }) })

/** The coalitions of one list, newest first. */
export const coalitionsIn = (store: Store, partition: string, page: Paging) =>
  records.page(store, { partition, descending: true, ...onward(page) })

/** A coalition and how an organization takes part in it, by one read. */
export const findWithParticipation = async (
  store: Store,
  coalitionId: string,
  organizationId: string | undefined,
) => {
  const key = organizationId && participationKey({ coalitionId, organizationId } as Participation)
  const [found, part] = await store.getMany([
    { table, key: records.keyOf(coalitionId) },
    ...(key ? [{ table, key } as const] : []),
  ])
  return { coalition: found && records.parse(found), participation: part && participation.parse(part) }
}

/** How some organizations take part, in their order. */
export const findParticipations = async (
  store: Store,
  coalitionId: string,
  organizationIds: readonly string[],
) => {
  const keys = organizationIds.map((organizationId) =>
    participationKey({ coalitionId, organizationId } as Participation),
  )
  const items = await store.getMany(keys.map((key) => ({ table, key })))
  return items.map((item) => item && participation.parse(item))
}

export const findParticipation = async (store: Store, coalitionId: string, organizationId: string) =>
  (await findParticipations(store, coalitionId, [organizationId]))[0]

/** The role in which an organization has joined a coalition; none while it has not. */
export const standingIn = async (
  store: Store,
  coalitionId: string,
  organizationId: string,
): Promise<ParticipationRole | undefined> =>
  standingOf(await findParticipation(store, coalitionId, organizationId))

/** Whether an organization is invited to any of some coalitions, or has joined it. */
export const takesPartInAny = async (
  store: Store,
  organizationId: string,
  coalitionIds: readonly string[],
) => {
  const keys = coalitionIds.map((coalitionId) =>
    participationKey({ coalitionId, organizationId } as Participation),
  )
  const items = await store.getMany(keys.map((key) => ({ table, key })))
  return items.some((item) => item && isInside(participation.parse(item)))
}

/** Everybody who was ever invited to a coalition, by organization. */
export const participantsPage = async (
  store: Store,
  coalitionId: string,
  page: Paging,
): Promise<Page<Participation>> => {
  const { items, next } = await store.query({
    table,
    partition: coalitionId,
    prefix: participantPrefix,
    ...onward(page),
  })
  return { items: items.map((item) => participation.parse(item)), ...(next && { next }) }
}

/** Where an organization is invited or has joined. */
export const insidePage = async (
  store: Store,
  organizationId: string,
  page: Paging,
): Promise<Page<Participation>> => {
  const { items, next } = await store.query({ table, partition: insideOf(organizationId), ...onward(page) })
  return { items: items.map((item) => participation.parse(item)), ...(next && { next }) }
}

/** Keeps how an organization takes part, here and among its own; fails when that has changed since it was read. */
export const putParticipation = (before: Participation | undefined, after: Participation): Action[] => [
  {
    table,
    put: { ...after, ...participationKey(after) },
    if: before ? { version: before.version } : 'absent',
    orElse: () => staleVersion('participation'),
  },
  isInside(after) ? { table, put: { ...after, ...insideKey(after) } } : { table, delete: insideKey(after) },
]
