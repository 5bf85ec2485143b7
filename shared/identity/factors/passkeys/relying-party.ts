import type { Deps } from '../../../deps.ts'
import { wrongFactor } from '../../errors.ts'
import type { Factors } from '../repository.ts'
import { challengeLife } from './challenges.ts'
import { type Assertion, type Attestation, type Passkey, transports } from './schema.ts'

// Large, and needed by few requests.
const library = () => import('@simplewebauthn/server')
const helping = () => import('@simplewebauthn/server/helpers')

/** EdDSA, ES256 and RS256: what authenticators have. */
const algorithms = [-8, -7, -257]

const timeout = challengeLife * 1000

/** Who we are to a browser: it lets a passkey answer nobody else. */
const partyOf = ({ config }: Pick<Deps, 'config'>) => {
  const { origin, hostname } = new URL(config.publicUrl)
  return { origin, hostname }
}

const described = (passkeys: readonly Passkey[]) =>
  passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports }))

/**
 * What a browser needs to make a passkey. The names in it say no more than that of an authenticator app, and a
 * security key is asked to keep no list of whom it is for.
 */
export const optionsToRegister = async (deps: Deps, { contactId, passkeys }: Factors) =>
  (await library()).generateRegistrationOptions({
    rpName: deps.config.alliance,
    rpID: partyOf(deps).hostname,
    userName: 'coordination',
    userDisplayName: 'coordination',
    userID: Uint8Array.from(Buffer.from(contactId)),
    timeout,
    attestationType: 'none',
    excludeCredentials: described(passkeys),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })

export const optionsToProve = async (deps: Deps, { passkeys }: Factors) =>
  (await library()).generateAuthenticationOptions({
    rpID: partyOf(deps).hostname,
    timeout,
    allowCredentials: described(passkeys),
    userVerification: 'required',
  })

/**
 * The same without what the maker of an authenticator attests. We do not ask for it, and to verify it the library
 * would fetch addresses that whoever sends it has chosen.
 */
const unattested = (
  { decodeAttestationObject, isoBase64URL, isoCBOR }: Awaited<ReturnType<typeof helping>>,
  attestationObject: string,
): string => {
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
  const plain = new Map<string, string | Uint8Array | Map<string, string>>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ])
  return isoBase64URL.fromBuffer(isoCBOR.encode(plain))
}

/** The library throws at whatever it does not like; to its sender all of that is one answer. */
const orWrong = async <T>(verify: () => Promise<T>): Promise<T> => {
  try {
    return await verify()
  } catch {
    throw wrongFactor('passkey')
  }
}

interface Answer<R> {
  readonly response: R
  readonly challenge: string
}

type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>

/** The passkey that a browser has made for us, for this challenge, its holder recognized by the device. */
export const verifyAttestation = async (
  deps: Deps,
  { response: given, challenge }: Answer<Attestation>,
): Promise<Made> => {
  const { origin, hostname } = partyOf(deps)
  const { verifyRegistrationResponse } = await library()
  const helpers = await helping()
  return orWrong(async () => {
    const attestationObject = unattested(helpers, given.response.attestationObject)
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...given,
        response: { clientDataJSON: given.response.clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    const { id, publicKey, counter } = registrationInfo!.credential
    if (id !== given.id) throw wrongFactor('passkey')
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: transports.filter((each) => given.response.transports?.includes(each)),
    }
  })
}

/** What the passkey has counted now, where it signed this challenge for us. */
export const verifyAssertion = async (
  deps: Deps,
  passkey: Passkey,
  { response: given, challenge }: Answer<Assertion>,
): Promise<number> => {
  const { origin, hostname } = partyOf(deps)
  const { verifyAuthenticationResponse } = await library()
  return orWrong(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...given,
        response: { ...given.response, userHandle: given.response.userHandle ?? undefined },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    })
    if (!verified) throw wrongFactor('passkey')
    return authenticationInfo.newCounter
  })
}
