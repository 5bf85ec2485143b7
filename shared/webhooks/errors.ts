import { DomainError, invalid } from '../errors.ts'
import { maximumEndpoints } from './schema.ts'

export const unfitUrl = (detail: string) => invalid(detail, '#/url')

export const tooManyEndpoints = () =>
  new DomainError('conflict', `One person has at most ${maximumEndpoints} webhook endpoints.`)

export const endpointDisabled = () =>
  new DomainError('conflict', 'This endpoint is disabled. Enable it first.')

export const notYoursToAim = () =>
  new DomainError(
    'forbidden',
    'Only its owner or a coordinator changes what this endpoint hears and where. You may disable or delete it.',
  )

export const eventNotFound = () =>
  invalid('is no recent event that this endpoint may hear of; replay a range of time instead', '#/eventId')

export const rangeTooLong = (days: number) => invalid(`is more than ${days} days after since`, '#/until')

export const tooManyEvents = (most: number) =>
  invalid(`There are more than ${most} events in this range; replay it in parts`, '#/since')
