import { describe, expect, it } from 'vitest'
import { areas } from '../../functions/api/pages/console/history/words.ts'
import { eventTypes } from '../../shared/events/schema.ts'
import { catalogues } from '../../shared/rendering/catalogue.ts'

/** What history says in a language: of each type of event, and of each area. */
const saidIn = (language: string) =>
  Object.fromEntries(
    Object.entries(catalogues[language]!).flatMap(([key, words]) =>
      key.startsWith('event.') ? [[key.slice('event.'.length), words]] : [],
    ),
  )

describe.each(Object.keys(catalogues))('history in %s', (language) => {
  const said = saidIn(language)

  it('has words for everything that can happen and every area of it, and for nothing else', () => {
    expect(Object.keys(said).sort()).toEqual([...eventTypes, ...areas].sort())
  })

  it('says each thing differently, and waits for nothing to be filled in', () => {
    expect(new Set(eventTypes.map((type) => said[type])).size).toBe(eventTypes.length)
    expect(new Set(areas.map((area) => said[area])).size).toBe(areas.length)
    expect(Object.values(said).filter((words) => /[{}]|\.$|[a-z]+\.[a-z-]+/.test(words))).toEqual([])
  })
})
