import { DomainError, invalid } from '../../errors.ts'

export const nobodyToConsent = () =>
  new DomainError('conflict', 'This draft is issued in the name of the coordinators, who need not be asked.')

export const changedSince = () =>
  new DomainError('conflict', 'The draft is not the one that this digest names. Read it again.')

export const notAskedAnyMore = () =>
  new DomainError(
    'conflict',
    'This draft has been submitted or issued: only a refusal still counts until it is out.',
  )

export const consentForOthers = () =>
  new DomainError('forbidden', 'Whoever wrote a draft does not consent to it for others.')

export const cannotBeNamed = (why: string, pointer = '#/issuedBy') => invalid(why, pointer)
