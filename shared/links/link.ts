import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../keyring.ts'

/** What a mailed link is good for, by the letter that stands for it in the token. */
const letters = {
  rsvp: 'r',
  coalition: 'c',
  answer: 'a',
  unsubscribe: 'u',
  'sign-in': 's',
  calendar: 'i',
  stop: 'h',
  comment: 'm',
  report: 'f',
  poll: 'p',
  confirm: 'k',
  consent: 'n',
  digest: 'd',
  join: 'j',
} as const

export type LinkPurpose = keyof typeof letters

export const linkPurposes = Object.keys(letters) as LinkPurpose[]

export interface Link {
  readonly purpose: LinkPurpose
  /** The id of what the link is about. */
  readonly subject: string
  readonly contactId: string
  readonly organizationId: string
  /** The contact's epoch when the link was made; a link from an earlier one is dead. */
  readonly epoch: number
  readonly expiresAt: Date
}

const macBytes = 15
const id = /^([a-z]{2,4})_([0-9a-z]{1,32})$/
const shape =
  /^([a-z0-9]{1,8})\.([\w-]{20})\.([a-z])\.([a-z]{2,4}_[0-9a-z]{1,32})\.([0-9a-z]{1,32})\.([0-9a-z]{1,32})\.([0-9a-z]{1,8})\.([0-9a-z]{1,8})$/

const bare = (value: string) => {
  const [, , characters] = id.exec(value) ?? []
  if (!characters) throw new Error('This is not an id')
  return characters
}

const macOf = (keys: Keyring, payload: string, keyId: string) =>
  Buffer.from(keys.sign('link', payload, keyId).subarray(0, macBytes)).toString('base64url')

/** A capability for one contact: key id, MAC and payload, of characters that no mail client breaks or trims. */
export const mintLink = (keys: Keyring, link: Link): string => {
  bare(link.subject)
  const payload = [
    letters[link.purpose],
    link.subject,
    bare(link.contactId),
    bare(link.organizationId),
    link.epoch.toString(36),
    Math.floor(link.expiresAt.getTime() / 1000).toString(36),
  ].join('.')
  return `${keys.current}.${macOf(keys, payload, keys.current)}.${payload}`
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** What a token stands for, or nothing: forged, spoilt, made for something else and expired are all alike. */
export const openLink = (keys: Keyring, token: string, purpose: LinkPurpose, now: Date): Link | undefined => {
  const parts = shape.exec(token)
  if (!parts) return undefined
  const [, keyId, mac, letter, subject, contact, organization, epoch, expires] = parts as unknown as string[]
  if (!keys.keyIds.includes(keyId!)) return undefined
  const payload = token.slice(keyId!.length + mac!.length + 2)
  const expiresAt = new Date(Number.parseInt(expires!, 36) * 1000)
  const genuine = same(macOf(keys, payload, keyId!), mac!)
  if (!genuine || letter !== letters[purpose] || !(expiresAt > now)) return undefined
  return {
    purpose,
    subject: subject!,
    contactId: `con_${contact}`,
    organizationId: `org_${organization}`,
    epoch: Number.parseInt(epoch!, 36),
    expiresAt,
  }
}
