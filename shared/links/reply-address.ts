import { timingSafeEqual } from 'node:crypto'
import { base32 } from '../ids.ts'
import type { Keyring } from '../keyring.ts'

/**
 * What an address is about: a person answers one mail, in words or by the address itself; a calendar knows one
 * organizer for a meeting's whole life.
 */
const subjects = { reply: 'ntf', answer: 'ntf', rsvp: 'mtg' } as const

export type ReplyPrefix = keyof typeof subjects

export interface ReplyAddress {
  readonly prefix: ReplyPrefix
  /** The id of the notification, or of the meeting. */
  readonly subject: string
  readonly contactId: string
  /** Of the prefix `answer`: the word that the address begins with instead. */
  readonly word?: string
}

const shape = /^([a-z]{2,6})\+([0-9a-z]{16})([0-9a-z]{16})([0-9a-z]{16})([0-9a-z]{1,8})@([a-z0-9.-]{1,253})$/

const macOf = (keys: Keyring, keyId: string, ...signed: string[]) =>
  base32(keys.sign('reply', signed.join('\n'), keyId).subarray(0, 10))

const bare = (id: string, prefix: string) => {
  if (!new RegExp(`^${prefix}_[0-9a-z]{16}$`).test(id)) throw new Error(`This is not an id of ${prefix}_`)
  return id.slice(prefix.length + 1)
}

/** Whether answers of a contact can come back to an address: not of one that stands for a token of one's own machine. */
export const canReply = (contactId: string) => /^con_[0-9a-z]{16}$/.test(contactId)

/**
 * What the addresses of one mail have in common that answer it all by themselves: a word of two to six letters and
 * `+` go before it. Who has one of them could as well have sent to another, so the word is not signed.
 */
export const mintAnswerPart = (
  keys: Keyring,
  { subject, contactId }: Pick<ReplyAddress, 'subject' | 'contactId'>,
  domain: string,
) => {
  const address = mintReplyAddress(keys, { prefix: 'answer', subject, contactId }, domain)
  return address.slice('answer+'.length)
}

/**
 * The address that answers of one contact come back to: `rsvp` for calendars, `reply` for people. Its local part
 * has at most 64 characters and means the same in either case, as servers on the way may change it.
 */
export const mintReplyAddress = (
  keys: Keyring,
  { prefix, subject, contactId }: ReplyAddress,
  domain: string,
): string => {
  const about = bare(subject, subjects[prefix])
  const contact = bare(contactId, 'con')
  const mac = macOf(keys, keys.current, prefix, about, contact, domain.toLowerCase())
  return `${prefix}+${about}${contact}${mac}${keys.current}@${domain.toLowerCase()}`
}

/** Whose answer to what an address stands for, or nothing. */
export const openReplyAddress = (keys: Keyring, address: string): ReplyAddress | undefined => {
  const parts = shape.exec(address.toLowerCase())
  if (!parts) return undefined
  const [, word, about, contact, mac, keyId, domain] = parts as unknown as string[]
  if (!keys.keyIds.includes(keyId!)) return undefined
  const prefix = word === 'reply' || word === 'rsvp' ? word : 'answer'
  const expected = macOf(keys, keyId!, prefix, about!, contact!, domain!)
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(mac!))) return undefined
  return {
    prefix,
    subject: `${subjects[prefix]}_${about}`,
    contactId: `con_${contact}`,
    ...(prefix === 'answer' && { word: word! }),
  }
}
