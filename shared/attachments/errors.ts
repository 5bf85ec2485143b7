import { DomainError, invalid, notFound } from '../errors.ts'

export const noSuchAttachment = () => notFound('attachment')

export const nothingUploaded = () =>
  new DomainError('conflict', 'Nothing was uploaded yet, or not the bytes that were announced.')

const refusals = {
  type: 'is not what the content of the file is',
  location: 'is of a picture that says where it was taken. Save it without its location, and add that.',
} as const

export const refusedFor = (refusal: keyof typeof refusals = 'type') => invalid(refusals[refusal], '#/type')

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
