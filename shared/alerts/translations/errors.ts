import { DomainError, invalid, notFound } from '../../errors.ts'

export const noSuchTranslation = () => notFound('translation')

export const nothingToTranslate = () =>
  new DomainError('conflict', 'Nothing of this alert is out. Put the text among those of the draft.')

export const hasTextAlready = () =>
  new DomainError('conflict', 'The revision in force has a text in this language already.')

export const nobodyWaitsAnyMore = () =>
  new DomainError('conflict', 'This alert has expired. Renew it with all its texts.')

export const tooMuchTogether = (why: string) => invalid(`With the texts that are there already: ${why}`, '#/')

export const otherTranslation = () =>
  new DomainError('conflict', 'The translation is not the one this digest names. Read it again.')

export const ownTranslation = () =>
  new DomainError('forbidden', 'Whoever wrote or changed a translation does not approve it.')

export const approvedTranslation = () =>
  new DomainError('conflict', 'You have approved this translation. It needs another person besides.')
