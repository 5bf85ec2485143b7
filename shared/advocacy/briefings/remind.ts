import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { oneLine } from '../../rendering/clean.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { briefings } from './repository.ts'

/** The time has come for what was to be done next: whoever wrote it is reminded, once. */
export const remindOfNext = (deps: Deps, id: string, dueAt: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await briefings.find(deps.store, id)
    const contactId = before?.by.contactId
    if (!before?.next || before.next.dueAt !== dueAt || before.remindedFor === dueAt || !contactId) return
    const { organizationId, next } = before
    const told = announce(deps, {
      kind: 'notice',
      subject: id,
      recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
      content: { key: 'briefing-next', params: { what: oneLine(next.what) } },
    })
    await deps.store.transact([
      ...briefings.replace(before, revise(before, { remindedFor: dueAt }, deps.clock.now())),
      ...told.actions,
      record(deps, system, {
        type: 'briefing.next-due',
        subject: id,
        audience: forOrganization(organizationId),
        notifications: [told.id],
      }),
    ])
  })
