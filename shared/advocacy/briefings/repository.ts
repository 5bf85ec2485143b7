import { notFound } from '../../errors.ts'
import { collection } from '../../storage/collection.ts'
import type { Item, Page, Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { type Briefing, briefing } from './schema.ts'

/** Whose view a list is: coordinators', every member's, a coalition's, an organization's that was there. */
export type View = 'coordinators' | 'members' | `coalition#${string}` | `organization#${string}`

export interface BriefingFilter {
  readonly situationId?: string | undefined
  readonly authorityId?: string | undefined
}

export const listOfBriefings = (view: View, { situationId, authorityId }: BriefingFilter = {}) =>
  ['briefings', view, situationId ?? '', authorityId ?? ''].join('#')

export const viewsOf = (one: Briefing): View[] => {
  const { confidentiality, coalitionId, organizationId, organizationIds } = one
  const there = distinct([organizationId, ...organizationIds]).map((id): View => `organization#${id}`)
  if (confidentiality === 'own') return [`organization#${organizationId}`]
  if (confidentiality === 'alliance') return ['coordinators', 'members', ...there]
  return ['coordinators', ...there, ...(coalitionId ? [`coalition#${coalitionId}` as const] : [])]
}

/** In each view: all, of the situation, of the authority. With twenty there it still fits one transaction. */
const listKeys = (one: Briefing) => {
  const { id, situationId, authorityId, at } = one
  const sk = `${new Date(at).toISOString()}#${id}`
  return viewsOf(one).flatMap((view) =>
    // Where an organization was is looked up as a whole.
    (view.startsWith('organization#')
      ? [{}]
      : [{}, { authorityId }, ...(situationId ? [{ situationId }] : [])]
    ).map((filter) => ({ pk: listOfBriefings(view, filter), sk })),
  )
}

export const briefings = collection({
  table: 'coalitions',
  noun: 'briefing',
  schema: briefing,
  lists: listKeys,
})

export const getBriefing = async (store: Store, id: string): Promise<Briefing> => {
  const found = await briefings.find(store, id)
  if (!found) throw notFound('briefing')
  return found
}

/** The latest first. */
export const briefingsIn = (
  store: Store,
  partition: string,
  { limit, after }: { limit: number; after?: Item | undefined },
): Promise<Page<Briefing>> =>
  briefings.page(store, { partition, descending: true, limit, ...(after && { after }) })
