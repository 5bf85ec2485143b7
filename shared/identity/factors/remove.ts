import type { Actor } from '../../access/actor.ts'
import { requireFresh } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { endOthers } from '../credentials.ts'
import { lastFactor } from '../errors.ts'
import type { Held } from '../sessions.ts'
import { holderIn, tellOfFactor } from './holder.ts'
import { releasePasskey } from './passkeys/owners.ts'
import { type Factors, factorsOf, hasFactor, putFactors } from './repository.ts'

interface Removal {
  readonly kind: 'totp' | 'passkey'
  readonly change: Partial<Pick<Factors, 'totp' | 'passkeys'>>
  readonly also?: readonly Action[]
}

/**
 * Takes a factor of the holder's own away, before the eyes of every coordinator; never the last one. Their other
 * sessions end: whoever has what is removed may have proved one by it.
 */
const remove = async (
  deps: Deps,
  actor: Actor,
  { held: came, removalFrom }: { held: Held | undefined; removalFrom: (before: Factors) => Removal },
): Promise<void> => {
  const { holder, held } = holderIn(actor, came)
  requireFresh(holder)
  await onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const { kind, change, also = [] } = removalFrom(before)
    if (!hasFactor({ ...before, ...change })) throw lastFactor()
    const told = await tellOfFactor(deps, holder, { key: 'factor-removed' })
    await deps.store.transact([
      putFactors(before, change),
      ...also,
      ...(await endOthers(deps, holder.contactId, held.id)),
      ...told.actions,
      record(deps, actor, {
        type: 'factor.removed',
        subject: holder.contactId,
        audience: forCoordinators,
        data: { kind },
        notifications: told.notifications,
      }),
    ])
  })
}

/** For a passkey that is lost, or in other hands. */
export const removePasskey = (
  deps: Deps,
  actor: Actor,
  { held, id }: { held: Held | undefined; id: string },
) =>
  remove(deps, actor, {
    held,
    removalFrom: ({ passkeys }) => {
      const removed = passkeys.find((each) => each.id === id)
      if (!removed) throw notFound('passkey')
      const change = { passkeys: passkeys.filter((each) => each !== removed) }
      return { kind: 'passkey', change, also: [releasePasskey(removed)] }
    },
  })

/** For who has passkeys, and no more use for codes that a page which only looks like ours could ask for. */
export const removeTotp = (deps: Deps, actor: Actor, held: Held | undefined) =>
  remove(deps, actor, {
    held,
    removalFrom: ({ totp }) => {
      if (!totp) throw notFound('authenticator')
      return { kind: 'totp', change: { totp: undefined } }
    },
  })
