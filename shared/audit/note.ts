import type { Person } from '../access/actor.ts'
import type { Deps } from '../deps.ts'

interface Notable {
  readonly outcome: 'refused' | 'exported' | 'read'
  /** The route's template or the deed, never a path: paths carry tokens. */
  readonly what: string
  readonly subject?: string | undefined
}

/** How long notes are kept. */
const life = 400 * 86_400

/**
 * Notes that somebody was refused, took data out or read what is sensitive. One note a minute for each person,
 * outcome and thing, so that no guesser fills the table; it is apart from the events, whose path alarms go.
 */
export const noteAudit = async (
  deps: Deps,
  { contactId, organizationId }: Person,
  { outcome, what, subject }: Notable,
) => {
  const now = deps.clock.now()
  const at = now.toISOString()
  const note = { at, actorId: contactId, organizationId, outcome, what, ...(subject && { subject }) }
  const sk = `${at.slice(0, 16)}#${contactId}#${outcome}#${what}`
  const expiresAt = Math.floor(now.getTime() / 1000) + life
  await deps.store.write({ table: 'audit', put: { ...note, expiresAt, pk: at.slice(0, 10), sk } })
}
