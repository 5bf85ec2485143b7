import { rawHeaders, splitMail } from './headers.ts'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The leaves of a MIME tree, each a mail of its own with headers and body. */
const leaves = (raw: Buffer): Buffer[] => {
  const type = headerOf(raw, 'content-type')
  const boundary = /^multipart\//i.test(type) && /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)
  if (!boundary) return [raw]
  const line = new RegExp(`(?:^|\\r?\\n)--${escaped(boundary[1] ?? boundary[2]!)}(?:--)?[ \\t]*(?:\\r?\\n|$)`)
  const parts = splitMail(raw).body.toString('latin1').split(line).slice(1, -1)
  return parts.flatMap((part) => leaves(Buffer.from(part, 'latin1')))
}

const headerOf = (raw: Buffer, wanted: string) =>
  rawHeaders(raw).find(({ name }) => name.toLowerCase() === wanted)?.value ?? ''

const decoded = (part: Buffer) => {
  const { body } = splitMail(part)
  const text = body.toString('latin1')
  switch (headerOf(part, 'content-transfer-encoding').toLowerCase()) {
    case 'base64':
      return Buffer.from(text, 'base64')
    case 'quoted-printable': {
      const joined = text.replace(/[ \t]*=\r?\n/g, '')
      const bytes = joined.replace(/=([0-9a-f]{2})/gi, (_, hex) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      return Buffer.from(bytes, 'latin1')
    }
    default:
      return body
  }
}

const isCalendar = /^(text\/calendar|application\/ics)\b/i

/** Calendars byte by byte, in their order: the mail parser rewrites their line ends, and those matter. */
export const calendarParts = (raw: Uint8Array): Buffer[] =>
  leaves(Buffer.from(raw))
    .filter((part) => isCalendar.test(headerOf(part, 'content-type')))
    .map(decoded)
