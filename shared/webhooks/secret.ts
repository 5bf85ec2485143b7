import { randomBytes } from 'node:crypto'
import { secondsAfter } from '../agenda/agenda.ts'
import type { Keyring } from '../keyring.ts'
import { openSecret, sealSecret } from '../secret-box.ts'
import type { Secrets, SigningSecret } from './schema.ts'

/** Seconds for which the old secret signs along with the new one. */
const overlap = 86_400

/** At most so many sign at once, however often somebody rotates. */
const most = 4

const asSecret = (bytes: Uint8Array) => `whsec_${Buffer.from(bytes).toString('base64')}`

export const newSecret = () => asSecret(randomBytes(32))

/** The secret that belongs to one request, which its repetition finds again; without our key nobody else does. */
export const secretUnder = (keys: Keyring, endpointId: string, request: string) =>
  asSecret(keys.sign('webhook-secret', `${endpointId}\n${request}`))

const stillSigns =
  (now: Date) =>
  ({ until }: SigningSecret) =>
    until === undefined || Date.parse(until) > now.getTime()

/** A new secret before the old ones, which sign along for a day. */
export const withNewSecret = ({ sealed, version }: Secrets, fresh: SigningSecret, now: Date): Secrets => {
  const retired = sealed.filter(stillSigns(now)).map((one) => ({ until: secondsAfter(now, overlap), ...one }))
  return { sealed: [fresh, ...retired].slice(0, most), version: version + 1 }
}

/** The secrets that sign now, the newest first; empty where the newest cannot be opened any more. */
export const signingSecrets = (
  keys: Keyring,
  endpointId: string,
  { sealed }: Secrets,
  now: Date,
): string[] => {
  const opened = sealed.filter(stillSigns(now)).map((one) => openSecret(keys, endpointId, one))
  return opened[0] === undefined ? [] : opened.filter((secret) => secret !== undefined)
}

/** The same secrets under the current key, where one rests under an older key; else nothing. */
export const resealed = (
  keys: Keyring,
  endpointId: string,
  { sealed, version }: Secrets,
): Secrets | undefined => {
  if (sealed.every(({ keyId }) => keyId === keys.current)) return undefined
  const fresh = sealed.flatMap((one) => {
    const secret = openSecret(keys, endpointId, one)
    return secret === undefined ? [] : [{ ...one, ...sealSecret(keys, endpointId, secret) }]
  })
  return fresh.length > 0 ? { sealed: fresh, version: version + 1 } : undefined
}
