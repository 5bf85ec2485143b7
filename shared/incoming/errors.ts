import type { Broken } from '../cap/broken.ts'
import { bounds } from '../cap/read-xml.ts'
import { DomainError, invalid } from '../errors.ts'

/** The same for a hub that does not exist, is disabled, or did not sign what came. */
export const notSigned = () =>
  new DomainError('unauthenticated', 'No hub that we know has signed this message with its present secret.')

export const sentTooOften = () =>
  new DomainError('too-fast', 'This hub sends more than we take. Send the rest later.')

/** What is not even read. */
export const tooLargeForCap = () =>
  new DomainError('too-large', `size: the message is larger than ${bounds.bytes / 1024} kB.`)

export const breaksRules = (broken: readonly Broken[]) =>
  new DomainError(
    'invalid',
    `The message breaks rules of CAP 1.2: ${[...new Set(broken.map(({ rule }) => rule))].join(', ')}.`,
    broken.map(({ rule, detail, path }) => ({ detail: `${rule}: ${detail}`, pointer: `#${path}` })),
  )

export const senderNotTrusted = () =>
  invalid('sender-not-trusted: is no sender that this hub may hand on', '#/alert/sender')

export const identifierReused = () =>
  new DomainError(
    'conflict',
    'identifier-reused: this sender and identifier stand for another message already.',
  )

export const incomingClosed = () => new DomainError('conflict', 'What becomes of this message is decided.')

export const nothingToDraft = () => invalid('is needed: the message has no text of its own', '#/draft/texts')
export const endNeeded = () => invalid('is needed: the message has no end ahead of now', '#/draft/expiresAt')
