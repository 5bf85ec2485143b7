import * as z from 'zod'
import { staleVersion } from '../errors.ts'
import { idOf } from '../ids.ts'
import type { Delivery } from '../ledger/delivery.ts'
import { type Action, ConditionFailed, type Item, type Key, type Store } from '../storage/store.ts'

const table = 'deliveries'

const listOf = (contactId: string) => `digest#${contactId}`
const waitingKey = (contactId: string, notificationId: string): Key => ({
  pk: listOf(contactId),
  sk: `waiting#${notificationId}`,
})
const takenKey = (contactId: string, notificationId: string): Key => ({
  pk: listOf(contactId),
  sk: `taken#${notificationId}`,
})

/** A notice that waits for a contact's morning, and where its delivery is. */
const waiting = z.object({ notificationId: idOf('notification'), partition: z.string() })
export type Waiting = z.infer<typeof waiting>

/** Puts a notice among those that wait; the same twice is once. */
export const putWaiting = (contactId: string, given: Waiting): Action => ({
  table,
  put: { ...given, ...waitingKey(contactId, given.notificationId) },
})

/** Takes it off as whoever does something about it: of two, one can. */
export const takeWaiting = (contactId: string, { notificationId }: Waiting): Action => ({
  table,
  delete: waitingKey(contactId, notificationId),
  if: 'present',
  orElse: () => staleVersion('digest'),
})

/** Where a notice went: from now on, who was to get it has got that. */
export const putTaken = (contactId: string, { notificationId }: Waiting, digestId: string): Action => ({
  table,
  put: { digestId, ...takenKey(contactId, notificationId) },
})

export const listWaiting = async (store: Store, contactId: string, limit: number): Promise<Waiting[]> => {
  const { items } = await store.query({ table, partition: listOf(contactId), prefix: 'waiting#', limit })
  return items.map((item: Item) => waiting.parse(item))
}

const postPrefix = 'post#'
const postKey = (contactId: string, postId: string): Key => ({
  pk: listOf(contactId),
  sk: `${postPrefix}${postId}`,
})

/** Puts a post among what waits; the same twice is once. */
export const putWaitingPost = (contactId: string, postId: string): Action => ({
  table,
  put: { postId, ...postKey(contactId, postId) },
})

/** As `takeWaiting`: of two, one can. */
export const takeWaitingPost = (contactId: string, postId: string): Action => ({
  table,
  delete: postKey(contactId, postId),
  if: 'present',
  orElse: () => staleVersion('digest'),
})

export const listWaitingPosts = async (store: Store, contactId: string, limit: number): Promise<string[]> => {
  const { items } = await store.query({ table, partition: listOf(contactId), prefix: postPrefix, limit })
  return items.map(({ postId }) => String(postId))
}

/** Whether a contact's delivery was put off until a digest. */
export const isPutOff = (delivery: Delivery | undefined) =>
  delivery?.state === 'skipped' && delivery.log.at(-1)?.reason === 'digest'

/**
 * For whoever overtakes a notice that was put off: takes it off, so that no digest has it any more, or says which one
 * it went into.
 */
export const overtakeWaiting = async (
  store: Store,
  contactId: string,
  notificationId: string,
): Promise<string | undefined> => {
  const key = waitingKey(contactId, notificationId)
  try {
    await store.write({ table, delete: key, if: 'present' })
    return undefined
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    const taken = await store.get(table, takenKey(contactId, notificationId))
    return taken && String(taken['digestId'])
  }
}
