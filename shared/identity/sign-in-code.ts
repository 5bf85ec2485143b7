import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../keyring.ts'

const digits = 6

/** The six digits that open a sign-in. They follow from its id and our key, so that nothing secret is kept. */
export const codeOf = (keys: Keyring, signInId: string, keyId = keys.current) => {
  const number = Buffer.from(keys.sign('sign-in-code', signInId, keyId)).readBigUInt64BE()
  return String(number % 10n ** BigInt(digits)).padStart(digits, '0')
}

/** Whether this is the code of a sign-in, under whichever of our keys its mail was written. */
export const isCodeOf = (keys: Keyring, signInId: string, code: string) =>
  keys.keyIds.some((keyId) => timingSafeEqual(Buffer.from(codeOf(keys, signInId, keyId)), Buffer.from(code)))
