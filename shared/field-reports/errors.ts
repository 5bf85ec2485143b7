import { DomainError, invalid } from '../errors.ts'

export const reportClosed = () => new DomainError('conflict', 'This report is closed.')
export const notShared = () =>
  new DomainError('conflict', 'Whoever reported this has not agreed that so many may see it.')
export const namesSource = (pointer: string) =>
  invalid('names who reported it; they have not agreed to be named', pointer)
export const noSuchDraft = () => invalid('is no draft of ours', '#/alertId')
export const reportedTooOften = () =>
  new DomainError('too-fast', 'Too many reports came from here. Try again in a few minutes.')
