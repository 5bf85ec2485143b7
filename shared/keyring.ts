import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'

/** At least 32 random bytes, in base64. */
const key = z.base64().min(43)

/**
 * The signing keys of an installation: `{"current":"k2","k1":"…","k2":"…"}`, flat because that is what AWS can
 * generate. `current` names the one that signs; all verify, so that a key can be published before it signs and
 * kept until the last thing it signed has expired.
 */
export const keyringSchema = z
  .object({ current: z.string() })
  .catchall(key)
  .refine(
    (document) => Object.keys(document).every((id) => /^([a-z0-9]{1,8}|current)$/.test(id)),
    'has an unfit key id',
  )
  .refine(
    (document) => document.current !== 'current' && document[document.current],
    'names a current key that it lacks',
  )

export type KeyringDocument = z.infer<typeof keyringSchema>

/** What a signature is for: a signature made for one purpose is none for another. */
export type Purpose =
  | 'link'
  | 'cursor'
  | 'reply'
  | 'sign-in-code'
  | 'idempotency'
  | 'secret-box'
  | 'pseudonym'
  | 'evidence'
  | 'form'
  | 'enrolment-code'
  | 'webhook-secret'
  | 'token'
  | 'calendar'
  | 'file'

export interface Keyring {
  readonly current: string
  /** HMAC-SHA256 over the text, bound to the purpose. */
  sign(purpose: Purpose, text: string, keyId?: string): Uint8Array
  /** Compares in constant time; the signature may be a prefix of at least ten bytes. */
  verify(purpose: Purpose, keyId: string, text: string, signature: Uint8Array): boolean
  readonly keyIds: readonly string[]
}

export const createKeyring = (document: KeyringDocument): Keyring => {
  const { current, ...rest } = document
  // Made once: a secret handed over as bytes would be copied at every signature.
  const keys = new Map(Object.entries(rest).map(([id, key]) => [id, createSecretKey(key, 'base64')]))
  const mac = (purpose: Purpose, text: string, id: string) =>
    createHmac('sha256', keys.get(id)!).update(`${purpose}\n${text}`).digest()
  return {
    current,
    keyIds: [...keys.keys()],
    sign: (purpose, text, keyId = current) => mac(purpose, text, keyId),
    verify(purpose, keyId, text, signature) {
      if (!keys.has(keyId) || signature.length < 10) return false
      const expected = mac(purpose, text, keyId).subarray(0, signature.length)
      return expected.length === signature.length && timingSafeEqual(expected, signature)
    },
  }
}

/** A document with one more key, which verifies from now on and does not sign yet. */
export const withKey = (document: KeyringDocument, id: string, bytes: Uint8Array): KeyringDocument =>
  keyringSchema.parse({ ...document, [id]: Buffer.from(bytes).toString('base64') })

/** The document in which this key signs; the others go on verifying what they have signed. */
export const signingWith = (document: KeyringDocument, id: string): KeyringDocument =>
  keyringSchema.parse({ ...document, current: id })

/** A document with one key less: what it signed is good no more, and what it sealed stays shut. */
export const withoutKey = (document: KeyringDocument, id: string): KeyringDocument =>
  keyringSchema.parse(Object.fromEntries(Object.entries(document).filter(([name]) => name !== id)))

/** A keyring that follows its document: `renew` reads it again, and whoever holds the ring signs by it from then on. */
export const followingKeyring = (read: () => KeyringDocument): Keyring & { renew(): void } => {
  let ring = createKeyring(read())
  return {
    get current() {
      return ring.current
    },
    get keyIds() {
      return ring.keyIds
    },
    sign: (...given) => ring.sign(...given),
    verify: (...given) => ring.verify(...given),
    renew: () => {
      ring = createKeyring(read())
    },
  }
}
