import { levels } from '../../situations/vocabulary.ts'
import { pageOfFitting } from '../../storage/pages.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import type { Alert } from '../schema.ts'
import { withoutHands } from '../translations/hands.ts'
import { messagesOf } from './messages.ts'
import { type CurrentAlert, currentAlert, type PublicAlert, publicAlert } from './schema.ts'

const table = 'alerts'
const current = 'current'
const feed = 'feed'

/** How long a feed tells that an alert has ended: whoever reads it now and then must not go on relying on it. */
const endedFor = 30 * 86_400_000

const publicKey = (id: string): Key => ({ pk: id, sk: 'public' })

/** Emergencies first, then the newest; read from the end. */
const currentKey = ({ id, level, issuedAt }: Pick<CurrentAlert, 'id' | 'level' | 'issuedAt'>): Key => ({
  pk: current,
  sk: `${levels.indexOf(level)}#${issuedAt}#${id}`,
})

const feedKey = ({ id, updatedAt }: Pick<CurrentAlert, 'id' | 'updatedAt'>): Key => ({
  pk: feed,
  sk: `${updatedAt}#${id}`,
})

const leavesAt = ({ state, content }: PublicAlert, sent: string) =>
  state === 'cancelled' ? Date.parse(sent) + endedFor : Date.parse(content.expiresAt)

const lineOf = (shown: PublicAlert): CurrentAlert => {
  const { id, content, issues } = shown
  const last = issues.at(-1)!
  const { identifier, sent } = messagesOf(shown).at(-1)!
  const { level, messageType, cancelReason, correction } = content
  return {
    ...{ id, level, messageType, cancelReason, correction },
    headlines: content.texts.map(({ language, headline }) => ({ language, headline })),
    identifier,
    firstIssuedAt: issues[0]!.issuedAt,
    issuedAt: last.issuedAt,
    updatedAt: sent,
    until: new Date(leavesAt(shown, sent)).toISOString(),
  }
}

/** Where an alert stands: in the feeds, and, as long as it has not ended, in the list of those in force. */
const placesOf = (shown: PublicAlert | undefined): Key[] => {
  if (!shown) return []
  const line = lineOf(shown)
  return [feedKey(line), ...(shown.state === 'issued' ? [currentKey(line)] : [])]
}

const rowsOf = (shown: PublicAlert): Action[] => {
  const line = lineOf(shown)
  const expiresAt = Math.ceil(Date.parse(line.until) / 1000)
  return placesOf(shown).map((key) => ({ table, put: { ...line, ...key, expiresAt } }))
}

/** What the public is to see of an alert that was just issued; nothing of one it never knew of and that has ended. */
export const shownOf = ({ id, state, content: written, issues }: Alert): PublicAlert | undefined => {
  // Whom a desk may ring at night is for those who were told, what one class is asked to do for that class.
  const { followUp: _, wordings: __, ...said } = written
  const content = { ...said, texts: said.texts.map(withoutHands) }
  const open = issues.filter(({ isPublic }) => isPublic)
  if (!issues.at(-1)?.isPublic) return undefined
  if (state === 'cancelled') return open.length > 1 ? { id, state, content, issues: open } : undefined
  return { id, state: 'issued', content, issues: open }
}

/** Puts an issued revision before the public, or takes the alert out of its sight when its scope has narrowed. */
export const publish = (issued: Alert, before: PublicAlert | undefined): Action[] => {
  const shown = shownOf(issued)
  const stays = placesOf(shown)
  const leaves = placesOf(before).filter(({ sk }) => !stays.some((key) => key.sk === sk))
  return [
    ...(shown ? [{ table, put: { ...shown, ...publicKey(shown.id) } } satisfies Action] : []),
    ...(!shown && before ? [{ table, delete: publicKey(before.id) } satisfies Action] : []),
    ...(shown ? rowsOf(shown) : []),
    ...leaves.map((key): Action => ({ table, delete: key })),
  ]
}

export const findPublic = async (store: Store, id: string): Promise<PublicAlert | undefined> => {
  const item = await store.get(table, publicKey(id))
  return item && publicAlert.parse(item)
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

/** Rows stay for a while after their alert has left: they take no line's place. */
const listed = (store: Store, now: Date, partition: string, page: Paging): Promise<Page<CurrentAlert>> =>
  pageOfFitting(
    async ({ limit, after }) => {
      const query = { table, partition, descending: true, limit } as const
      const { items, next } = await store.query({ ...query, ...(after && { after }) })
      return { items: items.map((item) => currentAlert.parse(item)), ...(next && { next }) }
    },
    page,
    ({ until }) => Date.parse(until) > now.getTime(),
  )

/** Public alerts in force at a moment, emergencies first, then the newest. */
export const listCurrent = (store: Store, now: Date, page: Paging) => listed(store, now, current, page)

/** What feeds tell, the latest message first: public alerts in force, and for a month the end of those that ended. */
export const listFeed = (store: Store, now: Date, page: Paging) => listed(store, now, feed, page)

/** Where the list in force goes on behind one of its lines. */
export const positionOf = (line: CurrentAlert): Item => ({ ...currentKey(line) })
