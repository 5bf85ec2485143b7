import { createHash } from 'node:crypto'
import { staleVersion } from '../../errors.ts'
import type { Action, Item, Key, Store } from '../../storage/store.ts'
import { type Comment, comment } from './schema.ts'

const table = 'alerts'

const roundOf = (number: number) => `comment#${String(number).padStart(3, '0')}#`

const placeOf = (number: number, organizationId: string) => `${roundOf(number)}${organizationId}#`

/** The same words of the same organization in one round are one row. */
const keyOf = (alertId: string, { round, organizationId, text }: Comment): Key => ({
  pk: alertId,
  sk: `${placeOf(round, organizationId)}${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`,
})

const all = async (store: Store, alertId: string, prefix: string): Promise<Comment[]> => {
  const found: Comment[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition: alertId, prefix, ...(after && { after }) })
    found.push(...page.items.map((item) => comment.parse(item)))
    after = page.next
  } while (after)
  return found.sort((a, b) => a.at.localeCompare(b.at))
}

/** Everything that was said to an alert in all its rounds. */
export const allComments = (store: Store, alertId: string) => all(store, alertId, 'comment#')

export const commentsInRound = (store: Store, alertId: string, number: number) =>
  all(store, alertId, roundOf(number))

export const commentsOf = (store: Store, alertId: string, number: number, organizationId: string) =>
  all(store, alertId, placeOf(number, organizationId))

/** A comment of which the words are gone; its key does not tell them either. */
export const wordlessComment = (alertId: string, given: Comment): Action[] => {
  const { round, organizationId, contactId = '', at } = given
  const sk = `${placeOf(round, organizationId)}${contactId}#${at}`
  return [
    { table, delete: keyOf(alertId, given), if: 'present', orElse: () => staleVersion('comment') },
    { table, put: { ...given, text: '', pk: alertId, sk } },
  ]
}

export const putComment = (alertId: string, given: Comment): Action => ({
  table,
  put: { ...given, ...keyOf(alertId, given) },
  if: 'absent',
  orElse: () => staleVersion('comment'),
})
