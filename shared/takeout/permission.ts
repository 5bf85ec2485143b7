import * as z from 'zod'
import { type Actor, actorStamp, stampOf, system } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { idOf } from '../ids.ts'
import type { Action, Key } from '../storage/store.ts'
import { TakeoutError } from './errors.ts'
import type { Seal } from './format.ts'

const table = 'integrations'
const partition = 'exports'

/** Seconds in which whoever runs the installation may take everything out, once. */
const life = 86_400

/** That a coordinator wants everything to be taken out; where it stands, the command takes it, and uses it up. */
export const permission = z.object({
  id: idOf('export'),
  by: actorStamp,
  at: z.iso.datetime(),
  /** Unix seconds. */
  expiresAt: z.int(),
})
export type Permission = z.infer<typeof permission>

const keyOf = (id: string): Key => ({ pk: partition, sk: id })

type Around = Pick<Deps, 'store' | 'clock' | 'ids'>

/** Permissions that still stand; there are never more than a few. */
const standing = async ({ store, clock }: Pick<Around, 'store' | 'clock'>): Promise<Permission[]> => {
  const { items } = await store.query({ table, partition, limit: 100 })
  return items
    .map((item) => permission.parse(item))
    .filter(({ expiresAt }) => expiresAt * 1000 > clock.now().getTime())
}

const happened = async (
  deps: Around,
  actor: Actor,
  type: 'export.allowed' | 'export.withdrawn' | 'export.taken',
  { id, data = {} }: { id: Permission['id']; data?: Record<string, string | number> },
): Promise<Action[]> => {
  const notices = {
    'export.allowed': 'export-allowed',
    'export.withdrawn': 'export-withdrawn',
    'export.taken': 'export-taken',
  } as const
  const params = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]))
  const told = await tellCoordinators(deps, {
    subject: id,
    key: notices[type],
    params,
    urgent: true,
    but: stampOf(actor).contactId,
  })
  return [
    ...told.actions,
    record(deps, actor, {
      type,
      subject: id,
      audience: forCoordinators,
      data,
      notifications: told.notifications,
    }),
  ]
}

/** Allows everything to be taken out, once and within a day; every other coordinator hears of it at once, and can withdraw it. */
export const allowExport = async (deps: Deps, actor: Actor): Promise<Permission> => {
  permit(actor, 'export.allow')
  const now = deps.clock.now()
  const given: Permission = {
    id: deps.ids.next('export'),
    by: stampOf(actor),
    at: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + life,
  }
  await deps.store.transact([
    { table, put: { ...given, ...keyOf(given.id) }, if: 'absent' },
    ...(await happened(deps, actor, 'export.allowed', { id: given.id })),
  ])
  return given
}

export const listExports = (deps: Deps, actor: Actor): Promise<Permission[]> => {
  permit(actor, 'export.list')
  return standing(deps)
}

const used = (id: string, orElse: () => Error): Action => ({
  table,
  delete: keyOf(id),
  if: 'present',
  orElse,
})

/** Takes back that everything may be taken out; any coordinator can. */
export const withdrawExport = async (deps: Deps, actor: Actor, id: Permission['id']): Promise<void> => {
  permit(actor, 'export.withdraw')
  await deps.store.transact([
    used(id, () => notFound('export')),
    ...(await happened(deps, actor, 'export.withdrawn', { id })),
  ])
}

const notAllowed = () =>
  new TakeoutError(
    'not-allowed',
    'no coordinator has allowed an export within the last day (POST /v1/exports)',
  )

/** The permission on which everything is about to be taken out. */
export const requirePermission = async (deps: Around): Promise<Permission> => {
  const [found] = await standing(deps)
  if (!found) throw notAllowed()
  return found
}

/** Uses a permission up, for everybody to see which file it was; one that was withdrawn meanwhile is none. */
export const exportTaken = async (deps: Around, id: Permission['id'], { rows, sha256 }: Seal) => {
  await deps.store.transact([
    used(id, notAllowed),
    ...(await happened(deps, system, 'export.taken', { id, data: { rows, sha256 } })),
  ])
}
