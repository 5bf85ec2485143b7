import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import type { Keyring } from '../keyring.ts'

/** A public key as RFC 8037 writes it. */
export const publicKey = z
  .strictObject({ kid: z.string(), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
  .meta({ id: 'EvidenceKey' })
export type PublicKey = z.infer<typeof publicKey>

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that signs evidence under a key id: it follows from that key of the ring, and rotates with it. */
export const privateKeyOf = (keys: Keyring, kid = keys.current): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8, keys.sign('evidence', 'ed25519', kid)]),
    format: 'der',
    type: 'pkcs8',
  })

export const publicKeyOf = (keys: Keyring, kid = keys.current): PublicKey => {
  const { x } = createPublicKey(privateKeyOf(keys, kid)).export({ format: 'jwk' })
  return { kid, kty: 'OKP', crv: 'Ed25519', x: x! }
}
