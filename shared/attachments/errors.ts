import { DomainError, invalid, notFound } from '../errors.ts'

export const noSuchAttachment = () => notFound('attachment')

export const nothingUploaded = () =>
  new DomainError('conflict', 'Nothing was uploaded yet, or not the bytes that were announced.')

export const notWhatItClaims = () => invalid('is not what the content of the file is', '#/type')

export const unfitToAttach = (at: number) =>
  invalid(
    'is no attachment of your organization that is ready and that nothing else carries',
    `#/attachmentIds/${at}`,
  )

export const tooManyOpen = (most: number) =>
  new DomainError(
    'too-fast',
    `Your organization has ${most} files that nothing carries. Use them, or wait until they are gone.`,
  )
