import { randomBytes } from 'node:crypto'

export const slotNames = [
  'organizationName',
  'recipient',
  'address',
  'organizerAddress',
  'replyTo',
  'deliveryId',
  'answerUrl',
  'answerPart',
  'reportUrl',
  'rsvpUrl',
  'pollUrl',
  'coalitionUrl',
  'unsubscribeUrl',
  'signInUrl',
  'actionUrl',
  'code',
  'date',
  'inReplyTo',
  'references',
] as const

export type SlotName = (typeof slotNames)[number]

/** What a slot holds for one recipient. */
export type Values = Readonly<Partial<Record<SlotName, string>>>

/** What the sender says of one mail; the rest of its slots are the recipient's. */
export interface Filling {
  readonly deliveryId: string
  readonly at: Date
  /** An address of ours, one per mail. */
  readonly replyTo?: string
  /** Message-IDs, with their brackets, of the mails that this one corrects or follows, oldest first. */
  readonly thread?: readonly string[]
  readonly answerUrl?: string
  /** What the addresses have in common by which an alert is answered without a word. */
  readonly answerPart?: string
  readonly reportUrl?: string
  readonly rsvpUrl?: string
  readonly pollUrl?: string
  readonly coalitionUrl?: string
  readonly unsubscribeUrl?: string
  readonly signInUrl?: string
  readonly actionUrl?: string
  readonly code?: string
  /** The ORGANIZER of a calendar part, one per attendee. */
  readonly organizerAddress?: string
}

// Nobody outside this process can write a slot, because nobody can guess the nonce.
const nonce = randomBytes(12).toString('hex')
const token = new RegExp(`slot${nonce}([a-z])`)

/** The place in a text where a recipient's value will stand. */
export const slot = (name: SlotName) => `slot${nonce}${String.fromCharCode(97 + slotNames.indexOf(name))}`

/** A piece of a mail: fixed, or made from a recipient's values. */
export type Fill = (values: Values) => string
export type Piece = string | Fill

export const heldIn = (values: Values, name: SlotName) => {
  const value = values[name]
  if (value === undefined) throw new Error(`This mail needs a value for ${name}`)
  return value
}

/** Fixed pieces and slots, taking turns; `suit` is what the place makes of a value. */
export const pieces = (text: string, suit = (value: string) => value): Piece[] =>
  text.split(token).map((part, index) => {
    if (index % 2 === 0) return part
    const name = slotNames[part.charCodeAt(0) - 97]!
    return (values) => suit(heldIn(values, name))
  })

/** The same with fixed neighbours made one. */
export const merged = (parts: readonly Piece[]): Piece[] => {
  const all: Piece[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else all.push(part)
  }
  return all
}

/** Made once for each recipient, however often it is asked for. */
export const once = (fill: Fill): Fill => {
  let seen: Values | undefined
  let made = ''
  return (values) => {
    if (values !== seen) {
      made = fill(values)
      seen = values
    }
    return made
  }
}

export const join = (given: readonly Piece[]): Fill => {
  const parts = merged(given)
  return (values) => {
    let text = ''
    for (const part of parts) text += typeof part === 'string' ? part : part(values)
    return text
  }
}
