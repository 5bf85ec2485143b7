import type { Matter } from '../../organizations/preferences.ts'
import type { Store } from '../../storage/store.ts'
import type { Recipients } from '../recipients.ts'
import { walkContacts, walkNamed } from './contacts.ts'
import { walkManifests } from './manifests.ts'
import type { Position, Step } from './position.ts'

/** Everybody to be told, in an order that stays, from a position on; of what, decides who stands for an organization. */
export const walk = (
  store: Store,
  recipients: Recipients,
  from: Position = { part: 0 },
  matter?: Matter,
): AsyncGenerator<Step> => {
  if (recipients.of === 'contacts') return walkNamed(store, recipients, from)
  if (recipients.of === 'manifests') return walkManifests(store, recipients, from)
  return walkContacts(store, recipients, from, matter)
}
