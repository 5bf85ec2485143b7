import { DomainError, invalid } from '../errors.ts'
import { maximumContacts } from './schema.ts'

export const nameTaken = () =>
  new DomainError('conflict', 'An organization of this name is already in the roster for this country.')

export const addressTaken = () =>
  new DomainError('conflict', 'This address is already a contact of this organization.')

export const noSuccessor = () => new DomainError('conflict', 'Nobody is proposed to take this role over.')

export const ownSuccession = () =>
  new DomainError('forbidden', 'Whoever proposed a successor does not confirm them. Ask another coordinator.')

export const compromisedSuccession = () =>
  new DomainError(
    'conflict',
    'This mailbox was in the hands of others. Give the contact another address instead.',
  )

export const alreadyAbsent = (status: string) =>
  new DomainError('conflict', `This organization has no part in the alliance: its status is ${status}.`)

export const notSuspended = () => new DomainError('conflict', 'This organization is not suspended.')

export const hasNotLeft = () =>
  new DomainError('conflict', 'Only an organization that has left, or was asked before, is asked to join.')

export const grantsHeldThere = () =>
  new DomainError(
    'conflict',
    'People of this organization hold grants. Two coordinators withdraw or suspend them first.',
  )

export const tooManyContacts = () =>
  invalid(`An organization has at most ${maximumContacts} contacts`, '#/contacts')

export const addressTooBusy = () => invalid('One address serves at most 20 organizations', '#/email')

export const notACsvFile = (detail: string) => new DomainError('malformed', detail)
