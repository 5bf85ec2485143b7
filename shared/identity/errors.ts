import { DomainError, invalid } from '../errors.ts'
import type { Id } from '../ids.ts'

export const tooFast = () =>
  new DomainError('too-fast', 'Too many attempts. Try again in a quarter of an hour.')

export const wrongCode = () => new DomainError('unauthenticated', 'This code is wrong, used or too old.')

export const chooseOrganization = (ids: readonly Id<'organization'>[]) =>
  invalid(`This address serves several organizations; name one of ${ids.join(', ')}`, '#/organizationId')

export const tooManyTokens = () =>
  new DomainError('conflict', 'You hold twenty tokens, which is as many as there may be. Delete one first.')

export const tokenLife = () => invalid('must lie in the future, and at most a year ahead', '#/expiresAt')

export const notASession = () =>
  new DomainError('conflict', 'You came with a token, not in a session. Delete the token to end it.')

export const grantTaken = () => new DomainError('conflict', 'This grant is already held or proposed.')

export const grantHeld = () => new DomainError('conflict', 'This grant is already confirmed.')

export const lastCoordinator = () =>
  new DomainError('conflict', 'This is the last coordinator. Confirm another one first.')

export const needsAnother = (whom: string) =>
  new DomainError('forbidden', `This needs a coordinator other than ${whom}.`)

export const membersOnly = () => invalid('Only a person of a member can hold a grant', '#/contactId')

export const oneGrantPerAddress = () =>
  new DomainError('conflict', 'Somebody at the same address holds a grant for another organization.')

export const voiceRests = () =>
  new DomainError(
    'forbidden',
    'Your address changed less than a day ago; until then you cannot approve or confirm anything.',
  )

export const holdersOnly = () =>
  new DomainError('forbidden', 'Second factors are for coordinators and approvers.')

export const wrongFactor = (field: string) => invalid('is wrong, used or too old', `#/${field}`)

export const nextCodeNeeded = () =>
  invalid('is needed, for too many wrong codes were given: the code that follows the first', '#/nextCode')

export const enrolmentCodeNeeded = () =>
  invalid('is missing, wrong or too old; a coordinator hands it to you', '#/enrolmentCode')

export const nothingPending = () =>
  new DomainError('conflict', 'Nothing waits for this code. Begin with POST /v1/me/factors/totp.')

export const noFactor = () =>
  new DomainError('conflict', 'You have no second factor yet. Register one by POST /v1/me/factors/totp.')

export const noPasskey = () =>
  new DomainError('conflict', 'You have no passkey yet. Begin with POST /v1/me/factors/passkeys/options.')

export const nothingAsked = () =>
  new DomainError('conflict', 'No passkey was asked for this, or it was too long ago. Ask for options anew.')

export const passkeyTaken = () => new DomainError('conflict', 'This passkey is registered already.')

export const tooManyPasskeys = () =>
  new DomainError('conflict', 'You have ten passkeys, which is as many as there may be. Remove one first.')

export const lastFactor = () =>
  new DomainError('conflict', 'This is your only second factor. Register another one first.')

export const nothingToMove = () =>
  new DomainError('conflict', 'The rights of this person are not such that this could be done to them.')

export const holdsGrants = () =>
  new DomainError('conflict', 'This contact holds a grant. Two coordinators withdraw it first.')
