import { DomainError, invalid } from '../errors.ts'

export const replyClosed = () => new DomainError('conflict', 'This mail has been dealt with.')

export const noAnswer = () =>
  new DomainError('conflict', 'This mail names no alert, or nobody of an organization that was told of it.')

export const noRsvp = () =>
  new DomainError('conflict', 'This mail names no meeting, or nobody who was invited to it.')

export const noPollAnswer = () =>
  new DomainError('conflict', 'This mail names no date poll, or nobody who was asked in it.')

export const noParticipation = () =>
  new DomainError('conflict', 'This mail names no coalition, or no organization that was invited to it.')

export const toldOnlyToCoordinators = () =>
  invalid('is for coordinators, who record what an organization told them', '#/told')

export const notYetSaid = () => invalid('lies in the future', '#/told/at')

export const notTheirs = () =>
  new DomainError(
    'conflict',
    'It came from a mailbox in the hands of others. Ask the organization another way, and record what they say.',
  )

export const assigneeNoCoordinator = () => invalid('is no coordinator', '#/contactId')
