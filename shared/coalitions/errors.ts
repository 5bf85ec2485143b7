import { DomainError, type Fault, invalid, notFound } from '../errors.ts'
import type { ParticipationStatus } from './schema.ts'

export const noSuchCoalition = () => notFound('coalition')
export const notInvited = () => notFound('participation')

export const noSuchSituation = () => invalid('is no situation that we watch', '#/situationId')

const refusal = (faults: readonly Fault[]) =>
  new DomainError('invalid', 'Nobody was invited.', faults.slice(0, 50))

const faultsAt = (places: readonly number[], detail: string): Fault[] =>
  places.map((at) => ({ detail, pointer: `#/organizationIds/${at}` }))

export const unknownOrganizations = (places: readonly number[]) =>
  refusal(faultsAt(places, 'is no organization of the roster'))

export const withheldOrganizations = (places: readonly number[]) =>
  refusal(faultsAt(places, 'is withheld from this situation: invite it alone, and give a reason'))

export const standsDown = () => new DomainError('conflict', 'This coalition has stood down.')
export const isActive = () => new DomainError('conflict', 'This coalition has not stood down.')
export const alreadyInside = () =>
  new DomainError('conflict', 'The organization is invited, takes part, or has asked already.')
export const openAndConfidential = () => invalid('cannot be open: the coalition is confidential', '#/open')
export const closesInThePast = () => invalid('is in the past', '#/at')

export const wrongTransition = (from: ParticipationStatus, to: ParticipationStatus) =>
  new DomainError('conflict', `The status is ${from}; it cannot become ${to} in this way.`)
