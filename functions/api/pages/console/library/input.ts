import type { LibraryItem } from '../../../../../shared/library/schema.ts'
import { filled, givenIn, linesIn, listedIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { begunRows, closedGroup, groupsOf } from '../shell/rows.ts'

const textsIn = (typed: Typed) =>
  groupsOf(typed, 'texts', (at) =>
    filled({
      language: givenIn(typed, `${at}language`),
      title: givenIn(typed, `${at}title`),
      abstract: givenIn(typed, `${at}abstract`),
    }),
  )

/** What a form says of an item, as the API's body would. */
export const contentIn = (typed: Typed) => ({
  kind: valueIn(typed, 'kind'),
  texts: textsIn(typed),
  subjects: linesIn(typed, 'subjects'),
  audiences: valuesOf(typed, 'audiences'),
  languages: listedIn(typed, 'languages'),
  licence: valueIn(typed, 'licence'),
  visibility: valueIn(typed, 'visibility'),
})

/** The same of what an item can do without; absent where nothing was typed. */
export const furtherIn = (typed: Typed) => {
  const year = givenIn(typed, 'year')
  return {
    url: givenIn(typed, 'url'),
    author: givenIn(typed, 'author'),
    year: year ? Number(year) : undefined,
  }
}

/** The same with its texts closed up, as the schema saw them. */
export const closedUp = (typed: Typed): Typed => ({
  ...Object.fromEntries(Object.entries(typed).filter(([name]) => !/^texts\.\d/.test(name))),
  ...closedGroup(typed, 'texts', ['language']),
})

/** An item as the form begins with it. */
export const typedOf = (item: LibraryItem): Typed => ({
  kind: [item.kind],
  ...begunRows('texts', item.texts),
  subjects: [item.subjects.join('\n')],
  audiences: item.audiences,
  languages: [item.languages.join(', ')],
  licence: [item.licence],
  visibility: [item.visibility],
  url: [item.url ?? ''],
  author: [item.author ?? ''],
  year: [item.year ? String(item.year) : ''],
})
