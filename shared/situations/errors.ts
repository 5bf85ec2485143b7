import { DomainError, invalid, notFound } from '../errors.ts'

export const noSuchSituation = () => notFound('situation')

export const unknownOrganization = (at: number) =>
  invalid('is no organization of the roster', `#/withholdFrom/${at}`)

export const notAForecastFile = (detail: string) => new DomainError('malformed', detail)
