import { type Actor, system } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import type { Event } from '../../events/schema.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { distinct } from '../../text.ts'
import { happened } from '../happened.ts'
import { stepTo } from '../lifecycle.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { commentsInRound } from './repository.ts'
import { openRound, unscheduleRound, withRoundClosed } from './round.ts'

/** Gives the draft back to its authors, and tells the coordinators how many have said something. */
const close = async (deps: Deps, actor: Actor, before: Alert): Promise<Alert> => {
  const state = stepTo(before, 'closed for comments')
  const { number, organizationIds } = openRound(before)!
  const comments = await commentsInRound(deps.store, before.id, number)
  const given = distinct(comments.map(({ organizationId }) => organizationId)).length
  const now = deps.clock.now()
  const after = revise(before, { state, commentRounds: withRoundClosed(before, now) }, now)
  const told = await tellCoordinators(deps, {
    subject: before.id,
    key: 'comments-closed',
    params: { given: String(given), asked: String(organizationIds.length) },
  })
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...unscheduleRound(before),
    ...told.actions,
    happened(deps, actor, 'alert.comments-closed', after, {
      data: { round: number, given, asked: organizationIds.length },
      notifications: told.notifications,
    }),
  ])
  return after
}

interface Closing {
  readonly id: string
  readonly version?: number | undefined
}

/** Ends a round before its time. */
export const closeComments = (deps: Deps, actor: Actor, { id, version }: Closing): Promise<Alert> => {
  permit(actor, 'alert.ask-comments')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      return close(deps, actor, before)
    },
    version === undefined ? undefined : 1,
  )
}

/** The deadline of a round has come; nothing where that round is closed. */
export const closeCommentsWhenDue = (deps: Deps, id: string, { data }: Event): Promise<void> =>
  onFreshRead(async () => {
    const before = await getAlert(deps.store, id)
    if (openRound(before)?.number === data['number']) await close(deps, system, before)
  })
