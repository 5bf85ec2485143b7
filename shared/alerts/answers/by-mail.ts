import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { contactBehind } from '../../ledger/history.ts'
import type { ReplyAddress } from '../../links/reply-address.ts'
import { foldAddress } from '../../text.ts'
import { type AnswerInput, answerInput } from './answer.ts'
import { type Addressee, answerByLink } from './by-link.ts'
import { findAnswer } from './repository.ts'
import { answerInWords, answerOfWord, ownWords } from './words.ts'

/** A mail that came back, as far as an answer needs it. */
interface Mail {
  readonly kind: string
  readonly verified: boolean
  readonly suspicious: boolean
  readonly from?: string | undefined
  readonly text: string
}

/** Whose mail an address answers, if it was an alert and they may still answer. */
const addresseeOf = async (deps: Deps, address: ReplyAddress) => {
  const behind = await contactBehind(deps.store, address)
  if (!behind) return undefined
  const { organization, contact, notification } = behind
  if (notification.kind !== 'alert' && notification.kind !== 'alert-reminder') return undefined
  const actor = { kind: 'recipient', contactId: contact.id, organizationId: organization.id } as const
  return { actor, organization, contact, alertId: notification.subject } satisfies Addressee
}

const withComment = (answer: AnswerInput['answer'], words: string): AnswerInput => {
  const { data: comment } = answerInput.shape.comment.safeParse(words.slice(0, 500).trim())
  return { answer, ...(comment && { comment }) }
}

/** What a mail says by its address or by its first line; nothing where it says anything else. */
const saidBy = ({ text }: Mail, { word }: ReplyAddress, { organization }: Addressee) => {
  if (word === undefined) {
    const found = answerInWords(text, organization.relation)
    return found && withComment(found.answer, found.rest)
  }
  const answer = answerOfWord(word)
  return answer && withComment(answer, ownWords(text))
}

/** Whether the contact wrote it themselves, as far as a mail can tell. */
const isTheirs = ({ verified, from }: Mail, { contact }: Addressee) =>
  verified && from !== undefined && from === foldAddress(contact.email)

/** Records it, if it may be; whatever may not is for a person to look at. */
const record = async (deps: Deps, addressee: Addressee, said: AnswerInput) => {
  try {
    await answerByLink(deps, addressee, said, 'mail')
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'stale') return false
    throw error
  }
}

/**
 * Records what a mail answers to an alert, by the secret address that it was sent to, or by its first line. Any other
 * words of the contact's own show that the alert was received, and are held for a person.
 */
export const answerAlertByMail = async (
  deps: Deps,
  mail: Mail,
  address: ReplyAddress,
): Promise<'done' | 'hold'> => {
  if (mail.kind !== 'answer' || mail.suspicious) return 'hold'
  const addressee = await addresseeOf(deps, address)
  if (!addressee) return 'hold'
  const said = saidBy(mail, address, addressee)
  if (said) return (await record(deps, addressee, said)) ? 'done' : 'hold'
  const before = await findAnswer(deps.store, addressee.alertId, addressee.organization.id)
  if (!before?.answer && isTheirs(mail, addressee)) await record(deps, addressee, { answer: 'received' })
  return 'hold'
}
