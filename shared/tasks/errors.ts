import { DomainError, invalid } from '../errors.ts'

export const taskClosed = () => new DomainError('conflict', 'This task is closed.')
export const assigneeNoCoordinator = () => invalid('is no coordinator', '#/contactId')
