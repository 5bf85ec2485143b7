import { standingIn } from '../coalitions/repository.ts'
import type { Relation } from '../organizations/schema.ts'
import type { Store } from '../storage/store.ts'
import type { Event } from './schema.ts'

/** Somebody who may or may not come to know of an event. */
export interface Viewer {
  readonly organizationId: string
  readonly relation: Relation
  readonly coordinator: boolean
}

type Told = Pick<Event, 'audience'>

/** Whether somebody may come to know of an event; how they take part in a coalition is read afresh. */
export const mayLearnOf = async (store: Store, { audience }: Told, viewer: Viewer): Promise<boolean> => {
  if (viewer.coordinator) return true
  switch (audience.to) {
    case 'coordinators':
      return false
    case 'members':
      return viewer.relation === 'member'
    case 'organization':
      return audience.organizationId === viewer.organizationId
    case 'leads':
      return (await standingIn(store, audience.coalitionId, viewer.organizationId)) === 'lead'
    case 'coalition':
      return (await standingIn(store, audience.coalitionId, viewer.organizationId)) !== undefined
  }
}

/** `mayLearnOf` for many events: each audience is asked about once. */
export const sightOf = (store: Store, viewer: Viewer) => {
  const known = new Map<string, Promise<boolean>>()
  return (event: Told): Promise<boolean> => {
    const audience = JSON.stringify(event.audience)
    const answer = known.get(audience) ?? mayLearnOf(store, event, viewer)
    known.set(audience, answer)
    return answer
  }
}
