import PostalMime from 'postal-mime'
import { calendarParts } from './calendar-parts.ts'
import { type Header, rawHeaders } from './headers.ts'

/** A mail as it was handed over, before anybody looked into it. */
export interface Submission {
  readonly source: string
  readonly destinations: readonly string[]
  readonly raw: Uint8Array
  readonly tags: Readonly<Record<string, string>>
  readonly configurationSet?: string
}

export interface Attachment {
  readonly filename: string
  readonly contentType: string
  /** Base64. */
  readonly content: string
}

/** A mail as the mailbox shows it. */
export interface Email {
  readonly messageId: string
  readonly at: string
  readonly from: string
  readonly replyTo: readonly string[]
  /** The envelope: whom it really went to. */
  readonly destination: { readonly to: readonly string[] }
  readonly subject: string
  readonly body: { readonly text: string; readonly html: string }
  readonly attachments: readonly Attachment[]
  readonly headers: readonly Header[]
  readonly tags: Readonly<Record<string, string>>
}

interface Address {
  readonly name?: string
  readonly address?: string
}

const asText = ({ name, address = '' }: Address) => (name ? `${name} <${address}>` : address)

const isCalendar = (mimeType: string) => mimeType === 'text/calendar' || mimeType === 'application/ics'

/** Reads a raw mail; one that is hardly a mail at all is still shown, with what could be read of it. */
export const readEmail = async (mail: Submission, messageId: string, at: Date): Promise<Email> => {
  const parsed = await PostalMime.parse(mail.raw, { attachmentEncoding: 'base64' })
  const calendars = calendarParts(mail.raw)
  return {
    messageId,
    at: at.toISOString(),
    from: parsed.from ? asText(parsed.from) : mail.source,
    replyTo: (parsed.replyTo ?? []).map(asText),
    destination: { to: mail.destinations },
    subject: parsed.subject ?? '',
    body: { text: parsed.text ?? '', html: parsed.html ?? '' },
    attachments: parsed.attachments.map(({ filename, mimeType, method, content }) => ({
      filename: filename ?? 'unnamed',
      contentType: method ? `${mimeType}; method=${method}` : mimeType,
      content: (isCalendar(mimeType) && calendars.shift()?.toString('base64')) || (content as string),
    })),
    headers: rawHeaders(mail.raw),
    tags: mail.tags,
  }
}
