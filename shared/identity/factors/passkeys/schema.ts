import * as z from 'zod'
import { idOf } from '../../../ids.ts'
import { line } from '../../../text.ts'

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'is not base64url')
    .max(max)

/** At most 1,023 bytes, by WebAuthn. */
const credentialId = base64url(1364)

/** How a browser reaches what holds the passkey; words that we do not know are left out. */
export const transports = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'] as const

export const passkeyLabel = line(60)

/** A passkey as it is kept: its public half, which is of no use to who reads it. */
export const passkey = z.object({
  id: idOf('passkey'),
  /** What its owner calls it. */
  label: z.string(),
  credentialId: z.string(),
  publicKey: z.string(),
  /** What its authenticator counted last: a copy of it falls behind. Some always say 0. */
  counter: z.int(),
  transports: z.array(z.enum(transports)),
  since: z.iso.datetime(),
  usedAt: z.iso.datetime().optional(),
})
export type Passkey = z.infer<typeof passkey>

const shape = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }
const clientDataJSON = base64url(4000)

/** What `PublicKeyCredential.toJSON()` gives after `navigator.credentials.create()`; browsers add more to it. */
export const attestation = z
  .object({
    ...shape,
    response: z.object({
      clientDataJSON,
      attestationObject: base64url(20_000),
      transports: z.array(z.string().max(40)).max(20).optional(),
    }),
  })
  .meta({ id: 'PasskeyAttestation', description: 'RegistrationResponseJSON of WebAuthn Level 3' })
export type Attestation = z.output<typeof attestation>

/** The same after `navigator.credentials.get()`. */
export const assertion = z
  .object({
    ...shape,
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url(4000),
      signature: base64url(2000),
      userHandle: base64url(100).nullish(),
    }),
  })
  .meta({ id: 'PasskeyAssertion', description: 'AuthenticationResponseJSON of WebAuthn Level 3' })
export type Assertion = z.output<typeof assertion>
