import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keyring } from '../keyring.ts'
import type { SealedSecret } from './schema.ts'

const cipher = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** Signing needs the secret itself, so it rests encrypted under a key of its endpoint's own. */
export const sealSecret = (keys: Keyring, endpointId: string, secret: string): SealedSecret => {
  const keyId = keys.current
  const nonce = randomBytes(nonceLength)
  const sealing = createCipheriv(cipher, keys.sign('secret-box', endpointId, keyId), nonce)
  sealing.setAAD(Buffer.from(endpointId))
  const box = Buffer.concat([nonce, sealing.update(secret, 'utf8'), sealing.final(), sealing.getAuthTag()])
  return { keyId, box: box.toString('base64') }
}

/** The secret, or nothing where its key has left the keyring or the box is another endpoint's. */
export const openSecret = (
  keys: Keyring,
  endpointId: string,
  { keyId, box }: SealedSecret,
): string | undefined => {
  if (!keys.keyIds.includes(keyId)) return undefined
  const bytes = Buffer.from(box, 'base64')
  const opening = createDecipheriv(
    cipher,
    keys.sign('secret-box', endpointId, keyId),
    bytes.subarray(0, nonceLength),
    { authTagLength: tagLength },
  )
  opening.setAAD(Buffer.from(endpointId))
  opening.setAuthTag(bytes.subarray(-tagLength))
  try {
    return opening.update(bytes.subarray(nonceLength, -tagLength), undefined, 'utf8') + opening.final('utf8')
  } catch {
    return undefined
  }
}
