import { levels } from '../../situations/vocabulary.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import type { Alert } from '../schema.ts'
import { withoutHands } from '../translations/hands.ts'
import { messagesOf } from './messages.ts'
import { type CurrentAlert, currentAlert, type PublicAlert, publicAlert } from './schema.ts'

const table = 'alerts'
const current = 'current'

const publicKey = (id: string): Key => ({ pk: id, sk: 'public' })

/** Emergencies first, then the newest; read from the end. */
const currentKey = ({ id, level, issuedAt }: Pick<CurrentAlert, 'id' | 'level' | 'issuedAt'>): Key => ({
  pk: current,
  sk: `${levels.indexOf(level)}#${issuedAt}#${id}`,
})

const currentOf = ({ id, content, issues }: PublicAlert): CurrentAlert => {
  const last = issues.at(-1)!
  const { identifier, sent } = messagesOf({ issues }).at(-1)!
  return {
    id,
    level: content.level,
    messageType: last.messageType,
    headlines: content.texts.map(({ language, headline }) => ({ language, headline })),
    identifier,
    firstIssuedAt: issues[0]!.issuedAt,
    issuedAt: last.issuedAt,
    updatedAt: sent,
    until: new Date(content.expiresAt).toISOString(),
  }
}

const currentRow = (shown: CurrentAlert): Action => ({
  table,
  put: { ...shown, ...currentKey(shown), expiresAt: Math.ceil(Date.parse(shown.until) / 1000) },
})

/** What the public is to see of an alert that was just issued; nothing of one it never knew of and that has ended. */
const shownOf = ({ id, state, content: written, issues }: Alert): PublicAlert | undefined => {
  // Whom a desk may ring at night is for those who were told.
  const { followUp: _, ...said } = written
  const content = { ...said, texts: said.texts.map(withoutHands) }
  const open = issues.filter(({ isPublic }) => isPublic)
  if (!issues.at(-1)?.isPublic) return undefined
  if (state === 'cancelled') return open.length > 1 ? { id, state, content, issues: open } : undefined
  return { id, state: 'issued', content, issues: open }
}

/** Puts an issued revision before the public, or takes the alert out of its sight when its scope has narrowed. */
export const publish = (issued: Alert, before: PublicAlert | undefined): Action[] => {
  const shown = shownOf(issued)
  const listed = shown?.state === 'issued' ? currentOf(shown) : undefined
  const former = before?.state === 'issued' ? currentKey(currentOf(before)) : undefined
  return [
    ...(shown ? [{ table, put: { ...shown, ...publicKey(shown.id) } } satisfies Action] : []),
    ...(!shown && before ? [{ table, delete: publicKey(before.id) } satisfies Action] : []),
    ...(listed ? [currentRow(listed)] : []),
    ...(former && former.sk !== (listed && currentKey(listed).sk)
      ? [{ table, delete: former } satisfies Action]
      : []),
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

/**
 * Public alerts in force at a moment, emergencies first, then the newest. A page may hold fewer than its limit:
 * rows stay a while after their alert has expired.
 */
export const listCurrent = async (
  store: Store,
  now: Date,
  { limit, after }: Paging,
): Promise<Page<CurrentAlert>> => {
  const query = { table, partition: current, descending: true, limit } as const
  const { items, next } = await store.query({ ...query, ...(after && { after }) })
  const listed = items.map((item) => currentAlert.parse(item))
  return { items: listed.filter(({ until }) => Date.parse(until) > now.getTime()), ...(next && { next }) }
}

/** Where the list goes on behind one of its lines. */
export const positionOf = (line: CurrentAlert): Item => ({ ...currentKey(line) })
