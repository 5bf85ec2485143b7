import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()
const encoded = (data: string | Uint8Array) => Buffer.from(data).toString('base64url')

/** CBOR (RFC 8949) of what an authenticator says: small integers, texts, bytes and maps. */
const cbor = (value: number | string | Uint8Array | Map<unknown, unknown>): Buffer => {
  const head = (major: number, count: number) => {
    if (count < 24) return Buffer.from([(major << 5) | count])
    return count < 256
      ? Buffer.from([(major << 5) | 24, count])
      : Buffer.from([(major << 5) | 25, count >> 8, count & 255])
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flat().map((each) => cbor(each as never))])
  return Buffer.concat([head(2, value.length), value])
}

const coseOf = (key: KeyObject) => {
  const { x, y } = key.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]),
  )
}

/** What a hostile browser or device would have differently. */
export interface Twist {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** Whether the device recognized its holder: by a finger, a face or a PIN. */
  readonly verified?: boolean
  readonly counter?: number
  readonly format?: string
  readonly statement?: Map<unknown, unknown>
  /** What is signed in the place of what was asked. */
  readonly signs?: Uint8Array
}

/** An authenticator with one ES256 passkey, and the browser around it, at our own address. */
export const createAuthenticator = (home = 'https://tocsin.example.org') => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0
  let userHandle: string | undefined

  const clientData = (type: string, challenge: string, twist: Twist) =>
    JSON.stringify({
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin: twist.origin ?? home,
      crossOrigin: false,
    })

  const authenticatorData = (rpId: string, attested: Uint8Array, twist: Twist) => {
    counter = twist.counter ?? counter + 1
    const flags = 1 | (twist.verified === false ? 0 : 4) | (attested.length > 0 ? 64 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(twist.rpId ?? rpId), Buffer.from([flags]), count, attested])
  }

  const named = { id: encoded(id), rawId: encoded(id), type: 'public-key', clientExtensionResults: {} }

  return {
    id: encoded(id),

    /** As `navigator.credentials.create()` and `toJSON()` would answer. */
    create(options: { challenge: string; rp: { id: string }; user: { id: string } }, twist: Twist = {}) {
      userHandle = options.user.id
      const length = Buffer.from([id.length >> 8, id.length & 255])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseOf(publicKey)])
      const authData = authenticatorData(options.rp.id, attested, twist)
      const object = new Map<string, unknown>([
        ['fmt', twist.format ?? 'none'],
        ['attStmt', twist.statement ?? new Map()],
        ['authData', authData],
      ])
      return {
        ...named,
        response: {
          clientDataJSON: encoded(clientData('webauthn.create', options.challenge, twist)),
          attestationObject: encoded(cbor(object)),
          transports: ['usb', 'of-the-future'],
        },
      }
    },

    /** As `navigator.credentials.get()` and `toJSON()` would answer. */
    get(options: { challenge: string; rpId: string }, twist: Twist = {}) {
      const data = clientData('webauthn.get', options.challenge, twist)
      const authData = authenticatorData(options.rpId, Buffer.alloc(0), twist)
      const signed = twist.signs ?? Buffer.concat([authData, sha256(data)])
      return {
        ...named,
        response: {
          clientDataJSON: encoded(data),
          authenticatorData: encoded(authData),
          signature: encoded(createSign('sha256').update(signed).sign(privateKey)),
          userHandle,
        },
      }
    },
  }
}

export type Authenticator = ReturnType<typeof createAuthenticator>
