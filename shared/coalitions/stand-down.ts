import { type Actor, stampOf, system } from '../access/actor.ts'
import { schedule, unschedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { nothingTold, type Told } from '../ledger/announce.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { enterTo } from './enter.ts'
import { closesInThePast, isActive } from './errors.ts'
import { requireActive } from './lifecycle.ts'
import { findCoalition, replaceCoalition } from './repository.ts'
import type { ClosureInput, Coalition } from './schema.ts'
import { tellInside } from './tell.ts'

/** When a coalition with a closing date is due to stand down. */
const closingRow = ({ id, closure }: Coalition) => ({
  id: `closing-${id}`,
  kind: 'coalition-closing' as const,
  dueAt: closure!.at,
  subject: id,
})

const offTheAgenda = (before: Coalition): Action[] =>
  before.status === 'active' && before.closure ? [unschedule(closingRow(before))] : []

interface Turn {
  readonly before: Coalition
  readonly after: Coalition
  readonly type: EventType
  readonly actions?: readonly Action[]
  readonly told?: Told
}

const turn = async (
  deps: Deps,
  actor: Actor,
  { before, after, type, actions = [], told = nothingTold }: Turn,
) => {
  await deps.store.transact([
    ...replaceCoalition(before, after),
    ...actions,
    ...told.actions,
    record(deps, actor, {
      type,
      subject: before.id,
      audience: forCoalition(before.id),
      data: after.closure ? { at: after.closure.at } : {},
      notifications: told.notifications,
    }),
  ])
  return after
}

const close = (deps: Deps, actor: Actor, before: Coalition, closure: NonNullable<Coalition['closure']>) =>
  turn(deps, actor, {
    before,
    after: revise(before, { status: 'closed', closure }, deps.clock.now()),
    type: 'coalition.closed',
    actions: offTheAgenda(before),
    told: tellInside(deps, before, 'coalition-closed', { reason: closure.reason }),
  })

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

/** A coalition has done its work, or cannot go on: it stands down now, or at a later moment that is set anew by asking again. */
export const standDown = (
  deps: Deps,
  actor: Actor,
  { id, version, closure }: Named & { closure: ClosureInput },
): Promise<Coalition> =>
  onFreshRead(async () => {
    const { coalition: before } = await enterTo(deps.store, actor, id, 'coalition.stand-down')
    requireVersion('coalition', before, version)
    requireActive(before)
    const now = deps.clock.now()
    const at = closure.at ? new Date(closure.at) : now
    if (at < now) throw closesInThePast()
    const decided = { at: at.toISOString(), reason: closure.reason, by: stampOf(actor) }
    if (at <= now) return close(deps, actor, before, decided)
    const after = revise(before, { closure: decided }, now)
    const sameMoment = before.closure?.at === decided.at
    return turn(deps, actor, {
      before,
      after,
      type: 'coalition.closing-set',
      actions: [...(sameMoment ? [] : offTheAgenda(before)), schedule(closingRow(after))],
    })
  })

/** The closing date has come; nothing where it was moved, or the coalition has stood down already. */
export const closeWhenDue = (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await findCoalition(deps.store, id)
    const { closure } = before ?? {}
    if (before?.status !== 'active' || !closure || new Date(closure.at) > deps.clock.now()) return
    await close(deps, system, before, closure)
  })

/** Takes a coalition up again, or takes back a closing date; who had joined has still joined. */
export const reopen = (
  deps: Deps,
  actor: Actor,
  { id, version, reason }: Named & { reason: string },
): Promise<Coalition> =>
  onFreshRead(async () => {
    const { coalition: before } = await enterTo(deps.store, actor, id, 'coalition.stand-down')
    requireVersion('coalition', before, version)
    if (!before.closure) throw isActive()
    const { closure: _, ...rest } = before
    const after: Coalition = revise<Coalition>({ ...rest, status: 'active' }, {}, deps.clock.now())
    const wasClosed = before.status === 'closed'
    return turn(deps, actor, {
      before,
      after,
      type: 'coalition.reopened',
      actions: offTheAgenda(before),
      told: wasClosed ? tellInside(deps, before, 'coalition-reopened', { reason }) : nothingTold,
    })
  })
