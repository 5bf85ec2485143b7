import { DomainError, invalid } from '../errors.ts'

export const noProposal = () => new DomainError('conflict', 'No change of settings is proposed.')

export const proposalWaits = () =>
  new DomainError(
    'conflict',
    'A change of settings waits for a second coordinator already. Have it confirmed, or withdraw it, as any coordinator may; then propose this one.',
  )

export const ownProposal = () =>
  new DomainError('forbidden', 'Whoever proposed a change does not confirm it. Ask another coordinator.')

export const noCoordinatorOnShift = (at: number) =>
  invalid('is no coordinator', `#/duty/shifts/${at}/contactId`)

export const noSuchDesk = (at: number) =>
  invalid('is no organization of the UN or of a region in the roster', `#/breakGlass/organizationIds/${at}`)
