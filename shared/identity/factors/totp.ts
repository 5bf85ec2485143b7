import { Secret, TOTP } from 'otpauth'
import type { Deps } from '../../deps.ts'
import { openSecret, type SealedSecret, sealSecret } from '../../secret-box.ts'
import type { Factors } from './repository.ts'

const period = 30

/** RFC 6238 with what every authenticator app takes for granted: SHA-1, six digits, half a minute. */
const generator = (base32: string, alliance = '', label = '') =>
  new TOTP({
    issuer: alliance,
    label,
    secret: Secret.fromBase32(base32),
    algorithm: 'SHA1',
    digits: 6,
    period,
  })

const ownerOf = (contactId: string) => `totp#${contactId}`

export const seal = ({ keys }: Pick<Deps, 'keys'>, contactId: string, secret: string) =>
  sealSecret(keys, ownerOf(contactId), secret)

/** The same secret under the key that signs now, where it rests under an older one. */
export const sealedAnew = (
  deps: Pick<Deps, 'keys'>,
  { contactId }: Pick<Factors, 'contactId'>,
  sealed: SealedSecret,
): SealedSecret => {
  if (sealed.keyId === deps.keys.current) return sealed
  const secret = openSecret(deps.keys, ownerOf(contactId), sealed)
  return secret === undefined ? sealed : seal(deps, contactId, secret)
}

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32

/** What an authenticator app reads. The label names the alliance only: whoever sees the phone learns no more. */
export const uriOf = (secret: string, alliance: string) =>
  generator(secret, alliance, 'coordination').toString()

/**
 * The time step of the first of these codes, which follow each other, and the last of which is that of now or one step
 * before or after; nothing where they are not.
 */
export const stepOf = (
  { keys, clock }: Pick<Deps, 'keys' | 'clock'>,
  { contactId }: Pick<Factors, 'contactId'>,
  { sealed, codes }: { sealed: SealedSecret; codes: readonly string[] },
): number | undefined => {
  const secret = openSecret(keys, ownerOf(contactId), sealed)
  if (secret === undefined) return undefined
  const totp = generator(secret)
  const timestamp = clock.now().getTime()
  const delta = totp.validate({ token: codes.at(-1)!, timestamp, window: 1 })
  if (delta === null) return undefined
  const first = Math.floor(timestamp / 1000 / period) + delta - codes.length + 1
  const isOf = (code: string, at: number) =>
    totp.validate({ token: code, timestamp: (first + at) * period * 1000, window: 0 }) === 0
  return codes.every(isOf) ? first : undefined
}
