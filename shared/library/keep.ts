import type { Actor } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import { attach, detach } from '../attachments/attach.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { nothingToRead } from './errors.ts'
import { getItem, library } from './repository.ts'
import type { ItemChange, ItemInput, LibraryItem } from './schema.ts'

const happened = (deps: Deps, actor: Actor, type: EventType, { id, kind, visibility }: LibraryItem) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: forMembers,
    data: { kind, isPublic: visibility === 'public' },
  })

/** Files are of the organization that the coordinator acts for. */
const homeOf = (actor: Actor) => {
  if (actor.kind !== 'person') throw forbidden()
  return actor.organizationId
}

const requireContent = ({ url, attachments }: Pick<LibraryItem, 'url' | 'attachments'>) => {
  if (!url && attachments.length === 0) throw nothingToRead()
}

/** Takes something into the library. */
export const addItem = async (deps: Deps, actor: Actor, input: ItemInput): Promise<LibraryItem> => {
  permit(actor, 'library.keep')
  const { attachmentIds: ids, ...said } = input
  const id = deps.ids.next('libraryItem')
  const to = { id, organizationId: homeOf(actor) }
  const { files: attachments, actions } = await attach(deps, { to, before: [], ids })
  const made: LibraryItem = { ...said, id, attachments, ...newRecord(deps.clock.now()) }
  requireContent(made)
  await deps.store.transact([
    ...library.create(made),
    ...actions,
    happened(deps, actor, 'library.item-added', made),
  ])
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
  const { attachmentIds: ids = before.attachments.map((file) => file.id), ...said } = change
  const set = Object.fromEntries(Object.entries(said).map(([field, value]) => [field, value ?? undefined]))
  const to = { id: before.id, organizationId: homeOf(actor) }
  const { files: attachments, actions } = await attach(deps, { to, before: before.attachments, ids })
  const after = revise(before, { ...set, attachments }, deps.clock.now())
  requireContent(after)
  await deps.store.transact([
    ...library.replace(before, after),
    ...actions,
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
    ...detach(deps, before.attachments),
    happened(deps, actor, 'library.item-removed', before),
  ])
}
