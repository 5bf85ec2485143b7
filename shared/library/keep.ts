import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { getItem, library } from './repository.ts'
import type { ItemChange, ItemInput, LibraryItem } from './schema.ts'

const happened = (deps: Deps, actor: Actor, type: EventType, { id, kind, visibility }: LibraryItem) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: forMembers,
    data: { kind, isPublic: visibility === 'public' },
  })

/** Takes something into the library. */
export const addItem = async (deps: Deps, actor: Actor, input: ItemInput): Promise<LibraryItem> => {
  permit(actor, 'library.keep')
  const made: LibraryItem = { ...input, id: deps.ids.next('libraryItem'), ...newRecord(deps.clock.now()) }
  await deps.store.transact([...library.create(made), happened(deps, actor, 'library.item-added', made)])
  return made
}

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

export const changeItem = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Named & { change: ItemChange },
): Promise<LibraryItem> => {
  permit(actor, 'library.keep')
  const before = await getItem(deps.store, id)
  requireVersion('library item', before, version)
  const set = Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? undefined]))
  const after = revise(before, set, deps.clock.now())
  await deps.store.transact([
    ...library.replace(before, after),
    happened(deps, actor, 'library.item-changed', after),
  ])
  return after
}

export const removeItem = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<void> => {
  permit(actor, 'library.keep')
  const before = await getItem(deps.store, id)
  requireVersion('library item', before, version)
  await deps.store.transact([
    ...library.remove(before),
    happened(deps, actor, 'library.item-removed', before),
  ])
}
