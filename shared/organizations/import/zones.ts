import { distinct } from '../../text.ts'
import { nearest } from './near.ts'

const fold = (name: string) => name.toLowerCase().replace(/\s+/g, '_')

const index = () => {
  const found = new Map<string, string>()
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    found.set(fold(zone), zone)
    found.set(fold(zone.split('/').at(-1)!), zone)
  }
  return found
}

let known: ReturnType<typeof index> | undefined

/** The time zones that a refused cell perhaps means: by the name of the city alone, or mistyped. */
export const zonesLike = (cell: string): string[] => {
  known ??= index()
  const exactly = known.get(fold(cell))
  if (exactly) return [exactly]
  return distinct(nearest(fold(cell), known.keys()).map((name) => known!.get(name)!)).slice(0, 3)
}
