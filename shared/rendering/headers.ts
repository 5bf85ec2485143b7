import { heldIn, type Piece, pieces, type SlotName, slot } from './slots.ts'
import type { Composed } from './template.ts'

const CRLF = '\r\n'

const optional =
  (name: SlotName, write: (value: string) => string): Piece =>
  (values) =>
    values[name] === undefined ? '' : write(heldIn(values, name))

/** The fields that differ from mail to mail. */
export const ownHeaders = (bulk: boolean): Piece[] => [
  ...pieces(`To: ${slot('address')}${CRLF}`),
  optional('replyTo', (address) => `Reply-To: ${address}${CRLF}`),
  optional('inReplyTo', (id) => `In-Reply-To: ${id}${CRLF}`),
  optional('references', (ids) => `References: ${ids}${CRLF}`),
  ...(bulk
    ? pieces(
        `List-Unsubscribe: <${slot('unsubscribeUrl')}>${CRLF}List-Unsubscribe-Post: List-Unsubscribe=One-Click${CRLF}`,
      )
    : []),
]

/** The fields that all mails of one wording share. */
export const sharedHeaders = (composed: Composed, kind: string, bulk: boolean, mailDomain: string) => ({
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
  'Content-Language': composed.language,
  // A list's name would say on a discreet contact's screen what the subject does not.
  ...(bulk && !composed.discreet ? { 'List-Id': `<${kind}.${mailDomain}>` } : {}),
})
