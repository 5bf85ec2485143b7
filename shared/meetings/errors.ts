import { DomainError, invalid } from '../errors.ts'

export const skippedTime = (before: string, after: string, pointer: string) =>
  invalid(
    `A clock change skips this time there. Give ${before} or ${after} instead, as the clock there shows it`,
    pointer,
  )

export const repeatedTime = (first: string, second: string, pointer: string) =>
  invalid(
    `A clock change repeats this time there: it could mean ${first} or ${second}. Say which by its offset`,
    pointer,
  )

export const startsInThePast = (pointer: string) => invalid('is in the past', pointer)
export const startsTooLate = (pointer: string) => invalid('is more than ten years ahead', pointer)
export const deadlineInThePast = () => invalid('is in the past', '#/rsvpBy')
export const deadlineAfterStart = () => invalid('is not before the start', '#/rsvpBy')

export const cancelled = () => new DomainError('conflict', 'This meeting has been cancelled.')
export const over = () => new DomainError('conflict', 'This meeting is over.')
export const answersClosed = () => new DomainError('conflict', 'The time for answering, rsvpBy, has passed.')
export const noLongerAnswered = () => new DomainError('conflict', 'Nobody is to answer for this meeting now.')
export const full = () =>
  new DomainError('conflict', 'There are not that many places. An answer given before still holds.')
export const oneWayOnly = () => invalid('is for a hybrid meeting only', '#/attending')
export const capacityTaken = () =>
  new DomainError('conflict', 'More places than that have been accepted already.')
export const changedTooOften = () =>
  new DomainError('conflict', 'This meeting has been changed too often. Cancel it and call another.')
export const answeredTooOften = () =>
  new DomainError('too-fast', 'This answer has changed too often in the last hour.')

export const notBegun = () => new DomainError('conflict', 'This meeting has not begun yet.')
export const minutesTooLong = () =>
  new DomainError(
    'conflict',
    'With the texts of all decisions the minutes are too long to be kept and mailed. Shorten them.',
  )

export const nobodyPresent = () =>
  new DomainError('conflict', 'Say first who is there: a decision is recorded with who was present.')

export const noQuorum = () =>
  new DomainError('conflict', 'There is no quorum, and without it this meeting decides nothing.')

export const chainedProxy = () =>
  new DomainError('conflict', 'Who speaks for others has not asked another to speak for them.')
export const tooManyProxies = (most: number) =>
  new DomainError('conflict', `They speak for ${most} others already.`)

export const tooManyFeeds = (most: number) =>
  new DomainError('conflict', `You have ${most} calendar feeds already. End one first.`)
export const noEntriesForDiscreet = () =>
  new DomainError('conflict', 'A discreet contact gets no calendar entries, and so no feed of them.')

export const alreadyInvited = () => new DomainError('conflict', 'They are invited already.')
export const stillInviting = () =>
  new DomainError('conflict', 'The invitations are still going out. Try again in a moment.')

export const endsBeforeItBegins = () => invalid('is before from', '#/to')
