import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Keyring } from './keyring.ts'

const cipher = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** A secret as it rests. */
export const sealedSecret = z.object({ keyId: z.string(), box: z.string() })
export type SealedSecret = z.infer<typeof sealedSecret>

/** For a secret that is needed as it is, not only compared: it rests encrypted under a key of its owner's own. */
export const sealSecret = (keys: Keyring, ownerId: string, secret: string): SealedSecret => {
  const keyId = keys.current
  const nonce = randomBytes(nonceLength)
  const sealing = createCipheriv(cipher, keys.sign('secret-box', ownerId, keyId), nonce)
  sealing.setAAD(Buffer.from(ownerId))
  const box = Buffer.concat([nonce, sealing.update(secret, 'utf8'), sealing.final(), sealing.getAuthTag()])
  return { keyId, box: box.toString('base64') }
}

/** The secret, or nothing where its key has left the keyring or the box is another owner's. */
export const openSecret = (
  keys: Keyring,
  ownerId: string,
  { keyId, box }: SealedSecret,
): string | undefined => {
  if (!keys.keyIds.includes(keyId)) return undefined
  const bytes = Buffer.from(box, 'base64')
  const opening = createDecipheriv(
    cipher,
    keys.sign('secret-box', ownerId, keyId),
    bytes.subarray(0, nonceLength),
    { authTagLength: tagLength },
  )
  opening.setAAD(Buffer.from(ownerId))
  opening.setAuthTag(bytes.subarray(-tagLength))
  try {
    return opening.update(bytes.subarray(nonceLength, -tagLength), undefined, 'utf8') + opening.final('utf8')
  } catch {
    return undefined
  }
}
