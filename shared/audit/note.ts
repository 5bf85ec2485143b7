import type { Person } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { getSettings } from '../settings/repository.ts'
import { everyItem } from '../storage/pages.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'

const table = 'audit'

interface Notable {
  readonly outcome: 'refused' | 'exported' | 'read'
  /** The route's template or the deed, never a path: paths carry tokens. */
  readonly what: string
  readonly subject?: string | undefined
}

/** When a note leaves, kept so many days. */
const endOf = (at: string, days: number) => Math.floor(Date.parse(at) / 1000) + days * 86_400

/**
 * Notes that somebody was refused, took data out or read what is sensitive. One note a minute for each person,
 * outcome and thing, so that no guesser fills the table; it is apart from the events, whose path alarms go.
 */
export const noteAudit = async (
  deps: Deps,
  { contactId, organizationId }: Person,
  { outcome, what, subject }: Notable,
) => {
  const at = deps.clock.now().toISOString()
  const { retention } = await getSettings(deps.store)
  const note = { at, actorId: contactId, organizationId, outcome, what, ...(subject && { subject }) }
  const sk = `${at.slice(0, 16)}#${contactId}#${outcome}#${what}`
  const expiresAt = endOf(at, retention.audit)
  await deps.store.write({ table, put: { ...note, expiresAt, pk: at.slice(0, 10), sk } })
}

/** The notes of a day in UTC, as they are stored. */
export const notesOfDay = (store: Store, day: string): Promise<Item[]> =>
  everyItem(({ limit, after }) => store.query({ table, partition: day, limit, ...(after && { after }) }))

/** A note with the end that it has when notes are kept so many days, and whether that is over; nothing where it has it. */
export const restamp = (note: Item, days: number, now: Date) => {
  const expiresAt = endOf(String(note['at']), days)
  if (note['expiresAt'] === expiresAt) return undefined
  const write: Action = {
    table,
    put: { ...(note as Key & Item), expiresAt },
    if: { expiresAt: note['expiresAt'] },
  }
  return { write, isOver: expiresAt * 1000 <= now.getTime() }
}
