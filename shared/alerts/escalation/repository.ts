import { staleVersion } from '../../errors.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { type Escalation, escalation, type Pursuit, pursuit } from './schema.ts'

const table = 'alerts'

const escalationKey = (alertId: string): Key => ({ pk: alertId, sk: 'escalation' })
const pursuitKey = (alertId: string, organizationId: string): Key => ({
  pk: alertId,
  sk: `pursuit#${organizationId}`,
})

const orElse = () => staleVersion('alert')
const ifStill = (before: { version: number } | undefined) =>
  before ? { version: before.version } : ('absent' as const)

export const findEscalation = async (store: Store, alertId: string): Promise<Escalation | undefined> => {
  const item = await store.get(table, escalationKey(alertId))
  return item && escalation.parse(item)
}

export const putEscalation = (
  alertId: string,
  before: Escalation | undefined,
  after: Omit<Escalation, 'version'>,
): Action => ({
  table,
  put: { ...after, version: (before?.version ?? 0) + 1, ...escalationKey(alertId) },
  if: ifStill(before),
  orElse,
})

/** What was done about each of some organizations, by their ids. */
export const findPursuits = async (store: Store, alertId: string, organizationIds: readonly string[]) => {
  const items = await store.getMany(organizationIds.map((id) => ({ table, key: pursuitKey(alertId, id) })))
  const found = items.flatMap((item) => (item ? [pursuit.parse(item)] : []))
  return new Map<string, Pursuit>(found.map((each) => [each.organizationId, each]))
}

export const putPursuit = (alertId: string, before: Pursuit | undefined, after: Pursuit): Action => ({
  table,
  put: { ...after, ...pursuitKey(alertId, after.organizationId) },
  if: ifStill(before),
  orElse,
})
