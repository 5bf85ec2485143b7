import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import type { Action } from '../../storage/store.ts'
import { happened } from '../happened.ts'
import { asIssued } from '../issued.ts'
import { findPublic, publish } from '../publication/repository.ts'
import type { Alert } from '../schema.ts'
import { isOpenToAll } from './gate.ts'

export const wantsPublic = ({ scope, exercise }: Alert['content']) => scope === 'public' && !exercise

interface BroughtOut {
  /** The alert, with its last issue public where it has become so. */
  readonly alert: Alert
  readonly actions: Action[]
}

/**
 * Brings what was issued last before everybody's eyes, or takes it away from them where its scope has narrowed,
 * as soon as nobody has to wait for it any more. Nothing while it is halted.
 */
export const bringOut = async (deps: Deps, actor: Actor, alert: Alert): Promise<BroughtOut> => {
  const unchanged = { alert, actions: [] }
  const last = alert.issues.at(-1)
  if (!last || last.isPublic || alert.halted || !isOpenToAll(last, deps.clock.now())) return unchanged
  const issued = (await asIssued(deps.store, alert))!
  const shown = await findPublic(deps.store, alert.id)
  const isPublic = wantsPublic(issued.content)
  if (!isPublic && !shown) return unchanged
  const issues = [...alert.issues.slice(0, -1), { ...last, isPublic }]
  const open = { ...issued, issues }
  return {
    alert: { ...alert, issues },
    actions: [...publish(open, shown), ...(isPublic ? [happened(deps, actor, 'alert.published', open)] : [])],
  }
}
