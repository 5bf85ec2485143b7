import { all, type Element, textOf } from './xml.ts'

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

const once = (of: Element, names: readonly string[]) =>
  names.filter((name) => all(of, name).length !== 1).map((name) => `${of.name} has not one ${name}`)

const dated = (of: Element) =>
  [...all(of, 'updated'), ...all(of, 'published')]
    .filter(({ text }) => !time.test(text))
    .map(({ text }) => `${text} is no time`)

const linkFaults = (of: Element) => {
  const links = all(of, 'link').map(({ attributes }) => attributes)
  const alternates = links
    .filter(({ rel }) => rel === 'alternate')
    .map(({ type, hreflang }) => `${type} ${hreflang}`)
  return [
    ...links.filter(({ href }) => !URL.canParse(href ?? '')).map(() => `${of.name} links nowhere`),
    ...(new Set(alternates).size === alternates.length ? [] : [`${of.name} has two alternates of a kind`]),
  ]
}

const entryFaults = (entry: Element) => {
  const cap = all(entry, 'link').filter(({ attributes }) => attributes['type'] === 'application/cap+xml')
  return [
    ...once(entry, ['id', 'title', 'updated']),
    ...dated(entry),
    ...linkFaults(entry),
    ...(cap.length === 1 ? [] : ['an entry has not one CAP message']),
  ]
}

/** What is wrong with a feed by RFC 4287, and by what hubs of CAP ask besides. */
export const atomFaults = (feed: Element): string[] => {
  const entries = all(feed, 'entry')
  const ids = entries.map((entry) => textOf(entry, 'id')!)
  return [
    ...(feed.attributes['xmlns'] === 'http://www.w3.org/2005/Atom' ? [] : ['wrong namespace']),
    ...once(feed, ['id', 'title', 'updated', 'author']),
    ...dated(feed),
    ...linkFaults(feed),
    ...(all(feed, 'link').some(({ attributes }) => attributes['rel'] === 'self')
      ? []
      : ['no link to itself']),
    ...(new Set(ids).size === ids.length ? [] : ['an id comes twice']),
    ...[...ids, textOf(feed, 'id')!].filter((id) => !URL.canParse(id)).map((id) => `${id} is no IRI`),
    ...entries.flatMap(entryFaults),
  ]
}
