import { DomainError, invalid } from '../../errors.ts'

export const roundEndsPast = () => invalid('is in the past', '#/until')

export const roundTooLong = () => invalid('is more than thirty days ahead', '#/until')

export const tooManyRounds = () =>
  new DomainError('conflict', 'There have been too many rounds of comments on this alert.')

export const cannotBeAsked = (at: number, why: string) => invalid(why, `#/organizationIds/${at}`)

export const roundClosed = () => new DomainError('conflict', 'This round of comments is closed.')

export const commentedEnough = () =>
  new DomainError('conflict', 'Your organization has commented as often as it may in this round.')
