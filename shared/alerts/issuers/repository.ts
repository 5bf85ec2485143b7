import { staleVersion } from '../../errors.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { type Consent, consent } from './schema.ts'

const table = 'alerts'

const keyOf = (alertId: string, organizationId: string): Key => ({
  pk: alertId,
  sk: `consent#${organizationId}`,
})

/** What some organizations have said, by their ids. */
export const findConsents = async (store: Store, alertId: string, organizationIds: readonly string[]) => {
  const items = await store.getMany(organizationIds.map((id) => ({ table, key: keyOf(alertId, id) })))
  const found = items.flatMap((item) => (item ? [consent.parse(item)] : []))
  return new Map<string, Consent>(found.map((each) => [each.organizationId, each]))
}

/** What anybody has said to an alert, whether it is still in their name or not. */
export const everyConsent = async (store: Store, alertId: string) => {
  const query = { table, partition: alertId, prefix: 'consent#' } as const
  const items = await everyItem(({ limit, after }) =>
    store.query({ ...query, limit, ...(after && { after }) }),
  )
  const found = items.map((item) => consent.parse(item))
  return new Map<string, Consent>(found.map((each) => [each.organizationId, each]))
}

export const putConsent = (alertId: string, before: Consent | undefined, after: Consent): Action => ({
  table,
  put: { ...after, ...keyOf(alertId, after.organizationId) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('consent'),
})
