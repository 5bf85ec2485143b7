import { DomainError } from '../../../shared/errors.ts'

/** Refuses a body that does not say of itself that it is CSV, or that it is in another encoding than UTF-8. */
export const requireCsv = (contentType = '') => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (type !== 'text/csv') throw new DomainError('wrong-type', 'Send the file as text/csv.')
  const charset = parameters
    .find((each) => each.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '')
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new DomainError('wrong-type', 'Send the file in UTF-8.')
}
