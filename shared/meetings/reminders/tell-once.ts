import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { record } from '../../events/record.ts'
import type { Event, EventAudience, EventType } from '../../events/schema.ts'
import { announce } from '../../ledger/announce.ts'
import type { MailKind } from '../../rendering/kinds.ts'
import type { Action } from '../../storage/store.ts'
import type { Place } from '../answers/board.ts'
import { keepTold } from './told.ts'

/** A notice names a hundred contacts at most. */
const most = 100

interface Telling {
  /** The id of what is told of, and what must not have changed since it was read. */
  readonly subject: string
  readonly unchanged: readonly Action[]
  /** What is told, and of which moment; under it is kept who was. */
  readonly name: string
  readonly kind: MailKind
  readonly content: object
  readonly event: {
    readonly type: EventType
    readonly audience: EventAudience
    readonly data: Event['data']
  }
}

/**
 * Tells some people a hundred at a time, and keeps that they are told: each hundred in one transaction, or not at all.
 * @param from how many waves were told before under this name
 * @returns how many there are then
 */
export const tellOnce = async (
  deps: Deps,
  people: readonly Pick<Place, 'contactId' | 'organizationId'>[],
  { subject, unchanged, name, kind, content, event, from }: Telling & { readonly from: number },
): Promise<number> => {
  let wave = from
  for (let at = 0; at < people.length; at += most) {
    const contacts = people
      .slice(at, at + most)
      .map(({ organizationId, contactId }) => ({ organizationId, contactId }))
    const told = announce(deps, { kind, subject, recipients: { of: 'contacts', contacts }, content })
    await deps.store.transact([
      ...unchanged,
      keepTold(subject, name, wave++, {
        contactIds: contacts.map(({ contactId }) => contactId),
        notificationId: told.id,
        at: deps.clock.now().toISOString(),
      }),
      ...told.actions,
      record(deps, system, {
        ...event,
        subject,
        data: { ...event.data, contacts: contacts.length },
        notifications: [told.id],
      }),
    ])
  }
  return wave
}
