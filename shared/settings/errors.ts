import { invalid } from '../errors.ts'

export const noSuchDesk = (at: number) =>
  invalid('is no organization of the UN or of a region in the roster', `#/breakGlass/organizationIds/${at}`)
