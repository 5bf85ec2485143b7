import { DomainError } from '../../../shared/errors.ts'

const parametersOf = (contentType: string) => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters
    .find((each) => each.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '')
  return { type, charset }
}

/** The encoding that a CSV body says of itself it is in, if it says so. Another kind of body is refused. */
export const charsetOfCsv = (contentType = ''): string | undefined => {
  const { type, charset } = parametersOf(contentType)
  if (type !== 'text/csv') throw new DomainError('wrong-type', 'Send the file as text/csv.')
  if (charset === undefined) return undefined
  try {
    return new TextDecoder(charset).encoding
  } catch {
    throw new DomainError('wrong-type', 'The encoding of the file is not known here. Send it in UTF-8.')
  }
}

/** Refuses a body that does not say of itself that it is CSV, or that it is in another encoding than UTF-8. */
export const requireCsv = (contentType = '') => {
  const charset = charsetOfCsv(contentType)
  const { charset: said } = parametersOf(contentType)
  if (charset !== undefined && charset !== 'utf-8' && said !== 'us-ascii')
    throw new DomainError('wrong-type', 'Send the file in UTF-8.')
}
