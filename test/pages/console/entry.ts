import type { Deed } from '../../../shared/access/table.ts'
import type { House } from '../../access/house.ts'
import type { Fields } from './visitor.ts'

/** A page or a form of the console, and what `accessTable` says of it. A new one needs its line here. */
export interface Entry {
  readonly deed: Deed | 'public' | 'signed-in'
  readonly id?: (house: House) => string
  readonly fields?: Fields
  /** Whether the member that everything in the house belongs to may as well. */
  readonly own?: true
  /** Whom besides the table an own, empty list is shown to. */
  readonly visible?: 'authority'
  /** What else than success shows that somebody was let in. */
  readonly or?: readonly number[]
}

/** The path of a route in a house. */
export const pathOf = (pattern: string, { id }: Entry, house: House) =>
  pattern
    .replace(':id', id?.(house) ?? '')
    .replace(':attachmentId', 'att_none')
    .replace(':class', 'media')
    .replace(':kind', 'approver')
    .replace(':organizationId', house.organizationId)
    .replace(':hearingId', house.hearingId)
    .replace(':contactId', house.colleagues.first)
