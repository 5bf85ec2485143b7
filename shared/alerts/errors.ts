import { DomainError, invalid, notFound } from '../errors.ts'
import type { AlertState } from './schema.ts'

export const noSuchAlert = () => notFound('alert')

/** The lifecycle has no such step from where the alert stands. */
export const notInState = (state: AlertState, deed: string) =>
  new DomainError('conflict', `This alert is ${state}; it cannot be ${deed} now.`)

export const otherDigest = () =>
  new DomainError(
    'conflict',
    'The revision in review is not the one this digest names. Read it again before you approve.',
  )

export const ownRevision = () =>
  new DomainError(
    'forbidden',
    'Whoever wrote, changed or submitted a revision does not approve it. Ask a second person.',
  )

export const approvedAlready = () =>
  new DomainError('conflict', 'You have approved this revision. It needs another person besides.')

export const noReviewOwed = () => new DomainError('conflict', 'No review of this alert is owed.')

export const ownReview = () =>
  new DomainError('forbidden', 'Whoever acted alone does not review it. Ask somebody else.')

export const stoppedNow = () =>
  new DomainError('conflict', 'This alert has been stopped. Two persons must resume it first.')

export const onlyEmergenciesAlone = () =>
  invalid('Only an emergency may be issued by one person alone', '#/breakGlass')

export const alreadyExpired = () => invalid('is in the past', '#/expiresAt')

export const issuedInThePast = () => invalid('is in the past', '#/issueAt')

export const issuedAfterItsEnd = () => invalid('is not before it expires', '#/issueAt')

export const noEmbargoAhead = () =>
  new DomainError('conflict', 'No embargo on this class is ahead: they have been told, or never had to wait.')

export const embargoPast = (at: number) => invalid('is not after it is issued', `#/embargoes/${at}/until`)

export const embargoBeyondItsEnd = (at: number) =>
  invalid('ends only when the alert has expired', `#/embargoes/${at}`)

export const expiresTooLate = () => invalid('is more than ten years ahead', '#/expiresAt')

export const exerciseStays = () =>
  invalid('cannot change once the alert is out; end this one and begin another', '#/exercise')

export const withholdingChanged = () =>
  new DomainError(
    'conflict',
    'Whom the situation is withheld from has changed since submission. Return the alert and submit it again.',
  )

export const approverInDoubt = () =>
  new DomainError(
    'conflict',
    'The mailbox of somebody who approved has moved or is compromised. Return the alert and submit it again.',
  )

export const nobodyToTell = () => invalid('reaches nobody', '#/audience')

export const withheldWithoutReason = () =>
  invalid('names an organization that is withheld from; say why in audience.reason', '#/audience/reason')

export const revisedTooOften = () =>
  new DomainError('conflict', 'This alert has been updated too often. End it and begin another.')

export const noSuchSituationHere = () => invalid('is no situation of ours', '#/situationId')

export const noSuchOrganizations = () =>
  invalid('names an organization that is not in the roster', '#/audience/organizationIds')

export const noSuchCoalitions = () =>
  invalid('names a coalition that does not exist', '#/audience/coalitionIds')

export const audienceStays = () =>
  invalid(
    'is that of the first revision: what follows goes to exactly those who were told before',
    '#/audience',
  )
