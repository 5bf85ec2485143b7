import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Item } from '../../storage/store.ts'
import { needsAnother } from '../errors.ts'
import { deleteMotion, findMotion, listMotionRows, type Motion, type Moved } from './repository.ts'

/** What waits for a second voice; what has waited too long is shown with its time. */
export const listMotions = (
  deps: Deps,
  actor: Actor,
  asked: { contactId?: string | undefined; limit: number; after?: Item | undefined },
) => {
  permit(actor, 'motion.list')
  return listMotionRows(deps.store, asked)
}

/** All for which a second voice still counts, or those about one contact: a handful. */
export const openMotions = async (deps: Deps, actor: Actor, contactId?: string): Promise<Motion[]> => {
  const all = await everyItem((page) => listMotions(deps, actor, { contactId, ...page }))
  const now = deps.clock.now().toISOString()
  return all.filter(({ expiresAt }) => expiresAt > now)
}

/** Takes a motion back, or another's off the table; whom it is about cannot. */
export const dropMotion = async (deps: Deps, actor: Actor, moved: Moved): Promise<void> => {
  permit(actor, 'motion.drop')
  if (actor.kind === 'person' && actor.contactId === moved.contactId) throw needsAnother('whom it is about')
  await onFreshRead(async () => {
    const found = await findMotion(deps.store, moved)
    if (!found) throw notFound('motion')
    await deps.store.transact([
      deleteMotion(found),
      record(deps, actor, {
        type: 'motion.dropped',
        subject: moved.contactId,
        audience: forCoordinators,
        data: { kind: moved.kind },
      }),
    ])
  })
}
