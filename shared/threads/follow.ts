import { coalitionsOn } from '../coalitions/keys.ts'
import { coalitionsIn } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import type { Event } from '../events/schema.ts'
import { everyItem } from '../storage/pages.ts'
import type { Item, Store } from '../storage/store.ts'
import { type Layer, linesIn, putLine } from './repository.ts'
import { type ThreadLine, threadLine, toldTypes } from './schema.ts'
import { situationsOf } from './situations-of.ts'

const told: ReadonlySet<string> = new Set(toldTypes)

const lineOf = ({ id, type, at, subject, actor, data }: Event): ThreadLine =>
  threadLine.parse({ id, type, at, subject, organizationId: actor.organizationId, data })

const coalitionLayers = async (store: Store, situationId: string) => {
  const found = await everyItem((page) => coalitionsIn(store, coalitionsOn(situationId), page))
  return found.map(({ id }): Layer => `coalition#${id}`)
}

/** What only some may know of stands where only they look; leads and single organizations have no layer of their own. */
const layersOf = ({ audience }: Event): Layer[] => {
  if (audience.to === 'members') return ['coordinators', 'members']
  return audience.to === 'coalition'
    ? ['coordinators', `coalition#${audience.coalitionId}`]
    : ['coordinators']
}

/** A new coalition begins with all that members know already. */
const beginLayer = async ({ store }: Deps, situationId: string, layer: Layer) => {
  let after: Item | undefined
  do {
    const page = await linesIn(store, { situationId, layer: 'members' }, { limit: 200, after })
    await store.writeMany(page.items.map((line) => putLine(situationId, layer, line)))
    after = page.next
  } while (after)
}

/**
 * Puts an event into the story of each situation it is about, in each layer that may know of it. Harmless twice.
 * What members learn is copied for coalitions after it stands in theirs, and a new coalition copies theirs after it
 * stands itself: whichever comes first, the other finds it.
 */
export const followThread = async (deps: Deps, event: Event): Promise<void> => {
  if (!told.has(event.type)) return
  const line = lineOf(event)
  for (const situationId of await situationsOf(deps, event)) {
    await deps.store.writeMany(layersOf(event).map((layer) => putLine(situationId, layer, line)))
    if (event.audience.to === 'members') {
      const layers = await coalitionLayers(deps.store, situationId)
      await deps.store.writeMany(layers.map((layer) => putLine(situationId, layer, line)))
    }
    if (event.type === 'coalition.formed') await beginLayer(deps, situationId, `coalition#${event.subject}`)
  }
}
