import * as z from 'zod'
import { staleVersion } from '../../errors.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import type { Contact, Organization } from '../schema.ts'

const table = 'agenda'

const keyOf = (organizationId: string): Key => ({ pk: `asked#${organizationId}`, sk: 'asked' })

/** When the contacts of an organization were last asked; apart from it, so that asking is no change of its entry. */
const asked = z.object({ at: z.record(z.string(), z.iso.datetime()), version: z.int() })
export type Asked = z.infer<typeof asked>

/** At a new address a contact is one who was never asked: their epoch is another one. */
export const askedAs = ({ id, epoch }: Pick<Contact, 'id' | 'epoch'>) => `${id} ${epoch}`

const none: Asked = { at: {}, version: 0 }

/** Of several organizations, in their order. */
export const findAsked = async (store: Store, ids: readonly Organization['id'][]): Promise<Asked[]> => {
  const items = await store.getMany(ids.map((id) => ({ table, key: keyOf(id) })))
  return items.map((item) => (item ? asked.parse(item) : none))
}

/** Keeps of whoever is there now when they were asked; whoever has left is forgotten. */
export const putAsked = ({ id, contacts }: Organization, before: Asked, at: Asked['at']): Action => {
  const all = { ...before.at, ...at }
  const kept = contacts.map(askedAs).flatMap((as) => (all[as] ? [[as, all[as]] as const] : []))
  return {
    table,
    put: { at: Object.fromEntries(kept), version: before.version + 1, ...keyOf(id) },
    if: before.version === 0 ? 'absent' : { version: before.version },
    orElse: () => staleVersion('organization'),
  }
}
