import MailComposer from 'nodemailer/lib/mail-composer'
import type MimeNode from 'nodemailer/lib/mime-node'
import { calendarPieces } from './calendar.ts'
import { oneLine } from './clean.ts'
import { encode, encodingFor } from './encoding.ts'
import { checked } from './fitness.ts'
import { ownHeaders, sharedHeaders } from './headers.ts'
import { type Fill, join, once, type Piece, pieces, slot, type Values } from './slots.ts'
import type { Brand, Composed } from './template.ts'

const CRLF = '\r\n'

/** A mail laid out and encoded, but for its slots. */
export interface Prepared {
  readonly from: string
  readonly write: Fill
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (value: string) =>
  /[&<>"']/.test(value) ? value.replace(/[&<>"']/g, (character) => entities[character]!) : value

const leaf = (text: string, suit?: (value: string) => string) => {
  const encoding = encodingFor(text)
  return { encoding, body: encode(pieces(text.replace(/\r?\n/g, CRLF), suit), encoding) }
}

const leavesOf = ({ text, html, calendar }: Composed) => {
  const written = [leaf(text), leaf(html, escapeHtml)]
  if (!calendar) return written
  const part = { encoding: 'base64' as const, body: once(encode(calendarPieces(calendar.body), 'base64')) }
  return [...written, part, part]
}

/** Headers and boundaries as nodemailer lays them out, with our bodies in the place of its own. */
const layOut = (node: MimeNode, bodies: Fill[]): Piece[] => {
  const headers = pieces(`${node.buildHeaders()}${CRLF}${CRLF}`)
  if (node.childNodes.length === 0) return [...headers, bodies.shift()!]
  const inner = node.childNodes.flatMap((child) => [
    `${CRLF}--${node.boundary}${CRLF}`,
    ...layOut(child, bodies),
  ])
  return [...headers, ...inner, `${CRLF}--${node.boundary}--${CRLF}`]
}

/** Lays one wording out as multipart/alternative, or with a calendar as RFC 6047 clients like it best. */
export const prepare = (composed: Composed, brand: Brand, kind: string, bulk: boolean): Prepared => {
  const leaves = leavesOf(composed)
  const [text, html] = leaves
  const from = composed.discreet ? (brand.discreetFrom ?? brand.from) : brand.from
  const mail = new MailComposer({
    from: { name: oneLine(composed.fromName), address: from },
    subject: composed.subject,
    messageId: `<${slot('deliveryId')}@${brand.mailDomain}>`,
    date: slot('date'),
    headers: sharedHeaders(composed, kind, bulk, brand.mailDomain),
    text: { content: '-', contentTransferEncoding: text!.encoding },
    html: { content: '-', contentTransferEncoding: html!.encoding },
    ...(composed.calendar
      ? {
          icalEvent: {
            content: '-',
            method: composed.calendar.method,
            filename: 'invite.ics',
            contentTransferEncoding: 'base64',
          },
        }
      : {}),
    disableUrlAccess: true,
    disableFileAccess: true,
  })
  const bodies = leaves.map(({ body }) => body)
  return { from, write: join([...ownHeaders(bulk), ...layOut(mail.compile(), bodies)]) }
}

/** One recipient's mail; throws when a value is missing or of another shape than its slot demands. */
export const fill = (prepared: Prepared, values: Values): Uint8Array =>
  Buffer.from(prepared.write(checked(values)), 'latin1')
