import type { Actor } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { forMembers, record } from '../../events/record.ts'
import type { EventType } from '../../events/schema.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import type { Item, Store } from '../../storage/store.ts'
import { getOffice, type OfficeFilter, offices, officesIn } from './repository.ts'
import type { Office, OfficeChange, OfficeInput } from './schema.ts'

/** Refuses an authority that is none, and a keeper of contact that is no member. */
const requireRelation = async (
  store: Store,
  id: string | null | undefined,
  relation: 'member' | 'authority',
) => {
  const pointer = relation === 'member' ? '#/keptBy' : '#/authorityId'
  if (id && (await findOrganization(store, id))?.relation !== relation)
    throw invalid(relation === 'member' ? 'is no member' : 'is no authority', pointer)
}

/** Who is there and what they are called is not for events. */
const happened = (deps: Deps, actor: Actor, type: EventType, { id, authorityId }: Office) =>
  record(deps, actor, { type, subject: id, audience: forMembers, data: { authorityId } })

/** Enters somebody of an authority in the directory: a coordinator, or the member that keeps contact with them. */
export const addOffice = async (deps: Deps, actor: Actor, input: OfficeInput): Promise<Office> => {
  permit(actor, 'office.keep', { organizationId: input.keptBy })
  await requireRelation(deps.store, input.authorityId, 'authority')
  await requireRelation(deps.store, input.keptBy, 'member')
  const made: Office = { ...input, id: deps.ids.next('office'), ...newRecord(deps.clock.now()) }
  await deps.store.transact([...offices.create(made), happened(deps, actor, 'office.added', made)])
  return made
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: OfficeChange
}

const withoutNulls = (change: OfficeChange): Partial<Office> =>
  Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? undefined]))

/** Changes an entry; only a coordinator passes it on to another member. */
export const changeOffice = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Office> => {
  const before = await readOffice(deps, actor, id)
  permit(actor, 'office.keep', { organizationId: before.keptBy })
  if (change.keptBy) permit(actor, 'office.keep', { organizationId: change.keptBy })
  requireVersion('office', before, version)
  await requireRelation(deps.store, change.keptBy, 'member')
  const after = revise(before, withoutNulls(change), deps.clock.now())
  await deps.store.transact([
    ...offices.replace(before, after),
    happened(deps, actor, 'office.changed', after),
  ])
  return after
}

export const removeOffice = async (
  deps: Deps,
  actor: Actor,
  { id, version }: Pick<Change, 'id'> & { version: number | undefined },
): Promise<void> => {
  const before = await readOffice(deps, actor, id)
  permit(actor, 'office.keep', { organizationId: before.keptBy })
  requireVersion('office', before, version)
  await deps.store.transact([...offices.remove(before), happened(deps, actor, 'office.removed', before)])
}

export const readOffice = (deps: Deps, actor: Actor, id: string): Promise<Office> => {
  permitToKnow(actor, 'office.read', 'office')
  return getOffice(deps.store, id)
}

interface Listing {
  readonly filter: OfficeFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** The directory, oldest entry first: of everybody, of one authority, or of one member that keeps contact. */
export const listOffices = (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'office.read')
  return officesIn(deps.store, filter, page)
}
