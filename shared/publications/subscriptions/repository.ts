import * as z from 'zod'
import { staleVersion } from '../../errors.ts'
import { idOf } from '../../ids.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import type { Post } from '../schema.ts'
import { nameOf, type Subscription, subscription, type Topic } from './schema.ts'

const table = 'situations'

const keyOf = (contactId: string): Key => ({ pk: contactId, sk: 'post subscription' })
const placeOf = (name: string) => `posts-readers#${name}`

export const findSubscription = async (store: Store, contactId: string) => {
  const item = await store.get(table, keyOf(contactId))
  return item && subscription.parse(item)
}

/** Replaces what somebody subscribes to, and their place among the readers of each topic. */
export const putSubscription = (before: Subscription | undefined, after: Subscription): Action[] => {
  const { contactId, organizationId } = after
  const names = after.topics.map(nameOf)
  const left = (before?.topics ?? []).map(nameOf).filter((name) => !names.includes(name))
  return [
    {
      table,
      put: { ...after, ...keyOf(contactId) },
      if: before ? { version: before.version } : 'absent',
      orElse: () => staleVersion('subscription'),
    },
    ...names.map((name): Action => {
      return { table, put: { contactId, organizationId, pk: placeOf(name), sk: contactId } }
    }),
    ...left.map((name): Action => ({ table, delete: { pk: placeOf(name), sk: contactId } })),
  ]
}

/** Takes away what somebody subscribes to, and their place among the readers. */
export const removeReader = async (store: Store, contactId: string): Promise<Action[]> => {
  const before = await findSubscription(store, contactId)
  return [
    { table, delete: keyOf(contactId) },
    ...(before?.topics ?? []).map(
      (topic): Action => ({ table, delete: { pk: placeOf(nameOf(topic)), sk: contactId } }),
    ),
  ]
}

const reader = z.object({ contactId: idOf('contact'), organizationId: idOf('organization') })
export type Reader = z.infer<typeof reader>

/** Every topic that a post is of. */
const topicsOf = ({ kind, situationIds }: Pick<Post, 'kind' | 'situationIds'>): string[] =>
  [undefined, ...situationIds].flatMap((situationId) => [
    nameOf({ situationId } as Topic),
    nameOf({ kind, situationId } as Topic),
  ])

const readersAt = (store: Store, name: string): Promise<Reader[]> =>
  everyItem(async ({ limit, after }) => {
    const query = { table, partition: placeOf(name), limit } as const
    const { items, ...more } = await store.query({ ...query, ...(after && { after }) })
    return { items: items.map((item) => reader.parse(item)), ...more }
  })

/** Whoever subscribes to anything that a post is of, once each. */
export const readersOf = async (store: Store, post: Pick<Post, 'kind' | 'situationIds'>) => {
  const found = await Promise.all(topicsOf(post).map((name) => readersAt(store, name)))
  return [...new Map(found.flat().map((each) => [each.contactId, each])).values()]
}
