import { DomainError, invalid } from '../../errors.ts'

export const sameSlotTwice = (at: number) => invalid('is proposed already', `#/slots/${at}`)
export const closesInThePast = () => invalid('is in the past', '#/closesAt')
export const closesTooLate = () => invalid('is not before the earliest time proposed', '#/closesAt')
export const noSuchSlot = () => invalid('is not a time that was proposed', '#/slotId')
export const slotOver = () => invalid('is a time that has come already', '#/slotId')

export const pollClosed = () => new DomainError('conflict', 'This poll is closed.')
export const pollDecided = () => new DomainError('conflict', 'Another time has been chosen already.')
export const pollCalledOff = () => new DomainError('conflict', 'This poll has been called off.')
