import type { SESMessage } from 'aws-lambda'
import PostalMime, { type Email } from 'postal-mime'
import type { InboundReply } from '../../shared/replies/receive.ts'

/** What a person wrote fits; whatever is longer is cut, and the whole mail stays in the bucket for a month. */
const longest = 20_000

const header = ({ headers }: Email, name: string) =>
  headers.find(({ key }) => key === name)?.value.toLowerCase()

/** Who answers: a person, a machine on their behalf (RFC 3834), or a server that could not deliver. */
const kindOf = (mail: Email): InboundReply['kind'] => {
  if (/^multipart\/report/.test(header(mail, 'content-type') ?? '')) return 'bounce'
  const automatic = header(mail, 'auto-submitted')
  return automatic && !/^no\b/.test(automatic) ? 'automatic' : 'answer'
}

const plain = (html: string) => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/gi, ' ')

/** An inbound mail with SES's verdicts, as a reply. A mail that cannot be parsed is held without its text. */
export const readMail = async ({ mail, receipt }: SESMessage, raw: Uint8Array): Promise<InboundReply> => {
  const parsed = await PostalMime.parse(raw, { maxNestingDepth: 20 }).catch(() => undefined)
  const written = parsed?.text ?? plain(parsed?.html ?? '')
  return {
    messageId: mail.messageId,
    recipients: receipt.recipients,
    kind: parsed ? kindOf(parsed) : 'answer',
    verified: receipt.dmarcVerdict.status === 'PASS',
    suspicious: receipt.spamVerdict.status === 'FAIL' || receipt.virusVerdict.status === 'FAIL',
    text: written.trim().slice(0, longest),
  }
}
