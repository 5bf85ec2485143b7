import { type Actor, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { stampFeed } from '../feeds/stamp.ts'
import { announce } from '../ledger/announce.ts'
import type { Action } from '../storage/store.ts'
import { mostWatchers, watchersOf } from './repository.ts'
import type { Case } from './schema.ts'

export const hearingsFeed = 'hearings'

/** What a notice may name. */
const atOnce = 100

const groupsOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/**
 * What happened to a case, for the transaction that makes it so: the event, the mark that its feed has changed, and
 * a word to everybody who watches it but whoever did it. Nobody accused is named in any of them.
 */
export const happened = async (
  deps: Deps,
  actor: Actor,
  type: EventType,
  { id, title, stage, situationId, visibility }: Case,
): Promise<Action[]> => {
  const own = stampOf(actor).contactId
  const watchers = (await watchersOf(deps.store, id)).filter(({ contactId }) => contactId !== own)
  const told = groupsOf(watchers.slice(0, mostWatchers), atOnce).map((contacts) =>
    announce(deps, {
      kind: 'notice',
      subject: id,
      recipients: {
        of: 'contacts',
        contacts: contacts.map(({ organizationId, contactId }) => ({ organizationId, contactId })),
      },
      content: { key: 'case-changed', params: { title } },
    }),
  )
  return [
    ...told.flatMap(({ actions }) => actions),
    stampFeed(deps, hearingsFeed),
    record(deps, actor, {
      type,
      subject: id,
      audience: forMembers,
      data: { stage, isPublic: visibility === 'public', ...(situationId && { situationId }) },
      ...(told.length > 0 && { notifications: told.map((each) => each.id) }),
    }),
  ]
}
