import type { Actor } from '../access/actor.ts'
import { distinct } from '../text.ts'
import type { Alert } from './schema.ts'

/** Who wrote or changed a revision, with this actor among them. */
export const touchedBy = (actor: Actor, before: readonly string[] = []): Alert['touchedBy'] =>
  actor.kind === 'person' ? distinct([...before, actor.contactId]) : [...before]
