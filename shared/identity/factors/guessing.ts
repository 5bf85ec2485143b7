import { type Person, system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { tellOfFactor } from './holder.ts'

/**
 * Somebody gives code after code in another's name, and so reads their mailbox: every coordinator hears of it, and one
 * of them calls. Once a day, while it goes on.
 */
export const tellOfGuessing = (deps: Deps, { organizationId, contactId }: Person): Promise<void> =>
  onFreshRead(async () => {
    const task = await openTask(deps, {
      kind: 'factor-guessed',
      subject: contactId,
      cause: deps.clock.now().toISOString().slice(0, 10),
      ...{ organizationId, contactId },
    })
    if (task.actions.length === 0) return
    const told = await tellOfFactor(
      deps,
      { organizationId, contactId },
      { key: 'factor-guessed', urgent: true },
    )
    await deps.store.transact([
      ...task.actions,
      ...told.actions,
      record(deps, system, {
        type: 'factor.guessed',
        subject: contactId,
        audience: forCoordinators,
        notifications: told.notifications,
      }),
    ])
  })
