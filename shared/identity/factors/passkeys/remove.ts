import type { Actor } from '../../../access/actor.ts'
import { requireFresh } from '../../../access/permit.ts'
import type { Deps } from '../../../deps.ts'
import { notFound } from '../../../errors.ts'
import { forCoordinators, record } from '../../../events/record.ts'
import { onFreshRead } from '../../../storage/fresh.ts'
import { lastFactor } from '../../errors.ts'
import type { Held } from '../../sessions.ts'
import { holderIn, tellOfFactor } from '../holder.ts'
import { factorsOf, hasFactor, putFactors } from '../repository.ts'
import { releasePasskey } from './owners.ts'

/** Takes one of the holder's own passkeys away, be it lost or another's hands; never the last second factor. */
export const removePasskey = async (
  deps: Deps,
  actor: Actor,
  { held, id }: { held: Held | undefined; id: string },
): Promise<void> => {
  const { holder } = holderIn(actor, held)
  requireFresh(holder)
  await onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const removed = before.passkeys.find((each) => each.id === id)
    if (!removed) throw notFound('passkey')
    const passkeys = before.passkeys.filter((each) => each !== removed)
    if (!hasFactor({ ...before, passkeys })) throw lastFactor()
    const told = await tellOfFactor(deps, holder, { key: 'factor-removed' })
    await deps.store.transact([
      putFactors(before, { passkeys }),
      releasePasskey(removed),
      ...told.actions,
      record(deps, actor, {
        type: 'factor.removed',
        subject: holder.contactId,
        audience: forCoordinators,
        data: { kind: 'passkey' },
        notifications: told.notifications,
      }),
    ])
  })
}
