import { type AlertInput, alertInput } from '../alerts/content.ts'
import type { CapMessage } from '../cap/message.ts'
import { timeOf } from '../cap/values.ts'
import { DomainError } from '../errors.ts'
import { endNeeded, nothingToDraft } from './errors.ts'
import type { IncomingClosureInput } from './schema.ts'

type DraftInput = Extract<IncomingClosureInput, { outcome: 'draft' }>['draft']
type Info = CapMessage['infos'][number]

const longestHeadline = 160

const textOf = ({ language, event, headline, description, instruction }: Info) => ({
  language,
  headline: (headline ?? event).slice(0, longestHeadline).trim(),
  description: description ?? headline ?? event,
  ...(instruction && { instruction }),
})

/** One text for each language: of several for one, that of the first audience. */
const textsOf = ({ infos }: CapMessage) =>
  infos.filter(({ language }, at) => infos.findIndex((each) => each.language === language) === at).map(textOf)

const endOf = ({ infos }: CapMessage, now: Date) => {
  const ends = infos.flatMap(({ expires }) => (expires ? [timeOf(expires)] : []))
  const last = Math.max(...ends)
  return last > now.getTime() ? new Date(last).toISOString() : undefined
}

/**
 * An alert of ours from a message of theirs, as far as it goes: restricted, by the words of the message until somebody
 * has put them into ours, and by nobody's authority but that of those who submit and approve it.
 */
export const draftFrom = (message: CapMessage, given: DraftInput, now: Date): AlertInput => {
  const expiresAt = given.expiresAt ?? endOf(message, now)
  if (!expiresAt) throw endNeeded()
  const texts = given.texts ?? textsOf(message)
  if (texts.length === 0) throw nothingToDraft()
  const [{ urgency, severity, certainty } = {}] = message.infos
  const parsed = alertInput.safeParse({ ...given, texts, expiresAt, urgency, severity, certainty })
  if (parsed.success) return parsed.data
  throw new DomainError(
    'invalid',
    'The message cannot be taken over as it is. Give texts of your own.',
    parsed.error.issues
      .slice(0, 20)
      .map((issue) => ({ detail: issue.message, pointer: `#/draft/${issue.path.join('/')}` })),
  )
}
