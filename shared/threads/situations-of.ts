import { findCoalition } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import type { Event } from '../events/schema.ts'

const textIn = (data: Event['data'], field: string) => {
  const found = data[field]
  return typeof found === 'string' ? found : undefined
}

/** The situations that an event is about: its subject, those it names, or its coalition's. */
export const situationsOf = async (
  { store }: Pick<Deps, 'store'>,
  { subject, data, audience }: Event,
): Promise<readonly string[]> => {
  if (subject.startsWith('sit_')) return [subject]
  const { situationIds } = data
  if (Array.isArray(situationIds)) return situationIds
  const named = textIn(data, 'situationId')
  if (named) return [named]
  const inside = audience.to === 'coalition' ? audience.coalitionId : undefined
  const coalitionId = textIn(data, 'coalitionId') ?? inside
  const coalition = coalitionId ? await findCoalition(store, coalitionId) : undefined
  return coalition ? [coalition.situationId] : []
}
