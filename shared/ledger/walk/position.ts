import type { Item } from '../../storage/store.ts'
import type { Entry } from '../manifest.ts'

/** Where a walk stands: in which part, after which row of it, and after whom of the organization there. */
export interface Position {
  readonly part: number
  readonly after?: Item
  readonly contactId?: string
}

export interface Step {
  readonly entry: Entry
  readonly position: Position
}
