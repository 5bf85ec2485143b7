import { DomainError } from '../../errors.ts'

export const appliedTooOften = () =>
  new DomainError('too-fast', 'Too many applications came from there. Try again in an hour.')

export const alreadyDecided = () => new DomainError('conflict', 'This application has been decided.')

export const noInvitation = () => new DomainError('conflict', 'This invitation was answered, or taken back.')
