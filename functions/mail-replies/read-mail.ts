import type { SESMessage } from 'aws-lambda'
import PostalMime, { addressParser, type Email } from 'postal-mime'
import { lines } from '../../shared/rendering/clean.ts'
import type { InboundMail } from '../../shared/replies/inbound.ts'
import { distinct, foldAddress } from '../../shared/text.ts'

/** What a person wrote fits; whatever is longer is cut, and the whole mail stays in the bucket for a month. */
const longest = 20_000

/** Of a larger mail only the beginning is read, and no calendar is taken from it: an answer is a few kilobytes. */
const largest = 4_000_000

const header = ({ headers }: Email, name: string) =>
  headers.find(({ key }) => key === name)?.value.toLowerCase()

/** How servers that know no RFC 3834 begin the subject of what they send for somebody who is away. */
const away =
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:response|reply)|out of (?:the )?office|automatische antwort|abwesenheits\w*|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de la oficina|automatisch antwoord|afwezig\w*|رد تلقائي|מענה אוטומטי|תשובה אוטומטית)(?![\p{L}\p{N}])/iu

const isAutomatic = (mail: Email) => {
  const automatic = header(mail, 'auto-submitted')
  if (automatic !== undefined) return !/^no\b/.test(automatic)
  const isMarked = ['x-autoreply', 'x-autorespond', 'x-auto-reply-from'].some((name) => header(mail, name))
  return isMarked || /\bauto_?reply\b/.test(header(mail, 'precedence') ?? '') || away.test(mail.subject ?? '')
}

/**
 * Who answers: a person, a machine on their behalf (RFC 3834), a client that says it showed the mail (RFC 8098), or a
 * server that could not deliver (RFC 3464), which writes from nobody's address.
 */
const kindOf = (mail: Email, sender: string): InboundMail['kind'] => {
  const type = header(mail, 'content-type') ?? ''
  if (/^multipart\/report/.test(type)) return /disposition-notification/.test(type) ? 'receipt' : 'bounce'
  if (/^(?:<>)?$|^<?mailer-daemon@/i.test(sender) && !isAutomatic(mail)) return 'bounce'
  return isAutomatic(mail) ? 'automatic' : 'answer'
}

const plain = (html: string) => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/gi, ' ')

const addressesIn = ({ headers }: Email, name: string) =>
  headers
    .filter(({ key }) => key === name)
    .flatMap(({ value }) => addressParser(value, { flatten: true }))
    .map(({ address = '' }) => foldAddress(address))

/** Services that send what their user decided, under their own name. */
const services: readonly (string | undefined)[] = ['calendar-notification@google.com']

/** The one address it is from, unless some other person says that they sent it. */
const writerOf = (mail: Email) => {
  const [from, ...others] = addressesIn(mail, 'from')
  const senders = addressesIn(mail, 'sender')
  const alone = others.length === 0 && senders.every((sender) => [from, ...services].includes(sender))
  return alone ? from : undefined
}

const textOf = (content: Email['attachments'][number]['content']) =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

/** Many clients send the same calendar twice, as an alternative and attached. */
const calendarsOf = ({ attachments }: Email) =>
  distinct(
    attachments
      .filter(({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics')
      .map(({ content }) => textOf(content)),
  )

// Mails within this mail are somebody else's words: they are kept, not opened.
const options = { maxNestingDepth: 20, maxHeadersSize: 200_000, forceRfc822Attachments: true }

/** An inbound mail with SES's verdicts. A mail that cannot be parsed is taken without its text. */
export const readMail = async ({ mail, receipt }: SESMessage, raw: Uint8Array): Promise<InboundMail> => {
  const whole = raw.byteLength <= largest
  const parsed = await PostalMime.parse(whole ? raw : raw.subarray(0, 200_000), options).catch(
    () => undefined,
  )
  const written = parsed?.text ?? plain(parsed?.html ?? '')
  return {
    messageId: mail.messageId,
    receivedAt: new Date(mail.timestamp).toISOString(),
    recipients: receipt.recipients,
    kind: parsed ? kindOf(parsed, mail.source) : 'answer',
    verified: receipt.dmarcVerdict.status === 'PASS',
    suspicious: receipt.spamVerdict.status === 'FAIL' || receipt.virusVerdict.status === 'FAIL',
    ...(parsed && { from: writerOf(parsed) }),
    text: lines(written).slice(0, longest).toWellFormed(),
    calendars: parsed && whole ? calendarsOf(parsed) : [],
  }
}
