import { oneLine } from './clean.ts'
import type { MailKind } from './kinds.ts'
import { type ContentOf, mails } from './mails.ts'
import { fill, type Prepared, prepare } from './mime.ts'
import type { Recipient } from './recipient.ts'
import type { Filling, Values } from './slots.ts'
import type { Brand, Template, Variant } from './template.ts'

export interface RenderedMail {
  readonly from: string
  readonly to: string
  readonly raw: Uint8Array
}

export interface Renderer {
  readonly bulk: boolean
  /** Throws an `Error` when a value is missing or unfit for a header; such a mail cannot be sent. */
  mailFor(recipient: Recipient, filling: Filling): RenderedMail
}

// Eight languages by forty zones fit; an alliance of everywhere must not fill the memory.
const mostKept = 400

/** The first, whose thread it is, and the latest: a header is no place for an unbounded list. */
const mostReferences = 10

const threadOf = (ids: readonly string[]): Values => {
  if (ids.length === 0) return {}
  const kept = ids.length > mostReferences ? [ids[0]!, ...ids.slice(1 - mostReferences)] : ids
  // One to a line, as RFC 5322 folds.
  return { inReplyTo: ids.at(-1)!, references: kept.join('\r\n ') }
}

const valuesFor = (recipient: Recipient, filling: Filling): Values => {
  const { at, thread = [], ...rest } = filling
  const organizationName = oneLine(recipient.organizationName, 300)
  const name = oneLine(recipient.name ?? '', 300)
  return {
    ...rest,
    address: recipient.address,
    organizationName,
    recipient: name ? `${name}, ${organizationName}` : organizationName,
    date: at.toUTCString().replace('GMT', '+0000'),
    ...threadOf(thread),
  }
}

/** The mails of one notification: composed once for each variant, filled in for each recipient. */
export const renderFor = <K extends MailKind>(kind: K, content: ContentOf<K>, brand: Brand): Renderer => {
  const template = mails[kind] as unknown as Template<unknown, Variant>
  const parsed = template.content.parse(content)
  const kept = new Map<string, Prepared>()
  const preparedFor = (recipient: Recipient) => {
    const variant = template.variantOf(parsed, recipient)
    const key = Object.values(variant).join('\n')
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= mostKept) kept.clear()
    const prepared = prepare(template.compose(parsed, variant, brand), brand, template.kind, template.bulk)
    kept.set(key, prepared)
    return prepared
  }
  return {
    bulk: template.bulk,
    mailFor(recipient, filling) {
      const prepared = preparedFor(recipient)
      const raw = fill(prepared, valuesFor(recipient, filling))
      return { from: prepared.from, to: recipient.address, raw }
    },
  }
}
