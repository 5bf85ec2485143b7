import { staleVersion } from '../../errors.ts'
import type { Action, Item, Key, Store } from '../../storage/store.ts'
import { type AlertAnswer, alertAnswer } from './answer.ts'

const table = 'alerts'
const prefix = 'answer#'

const answerKey = (alertId: string, organizationId: string): Key => ({
  pk: alertId,
  sk: `${prefix}${organizationId}`,
})

export const findAnswer = async (
  store: Store,
  alertId: string,
  organizationId: string,
): Promise<AlertAnswer | undefined> => {
  const item = await store.get(table, answerKey(alertId, organizationId))
  return item && alertAnswer.parse(item)
}

/** The answers of some organizations, by their ids. */
export const findAnswers = async (store: Store, alertId: string, organizationIds: readonly string[]) => {
  const items = await store.getMany(organizationIds.map((id) => ({ table, key: answerKey(alertId, id) })))
  const found = items.flatMap((item) => (item ? [alertAnswer.parse(item)] : []))
  return new Map<string, AlertAnswer>(found.map((each) => [each.organizationId, each]))
}

export const allAnswers = async (store: Store, alertId: string): Promise<AlertAnswer[]> => {
  const found: AlertAnswer[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition: alertId, prefix, ...(after && { after }) })
    found.push(...page.items.map((item) => alertAnswer.parse(item)))
    after = page.next
  } while (after)
  return found
}

/** Puts an answer in the place of the one that was read. */
export const putAnswer = (alertId: string, before: AlertAnswer | undefined, after: AlertAnswer): Action => ({
  table,
  put: { ...after, ...answerKey(alertId, after.organizationId) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('answer'),
})
