import type { Config } from '../config.ts'
import { document, element, type Xml } from './xml.ts'

export const feedTypes = { atom: 'application/atom+xml', rss: 'application/rss+xml' } as const
export type FeedKind = keyof typeof feedTypes

export interface Link {
  readonly rel: string
  readonly type: string
  readonly href: string
}

/** What a feed is, however it is written. */
export interface FeedHead {
  readonly name: string
  readonly title: string
  readonly language: string
  /** Its own address without the ending, and the page that shows the same. */
  readonly path: string
  readonly query?: string
  readonly page: string
}

export interface FeedEntry {
  /** The same through all updates. */
  readonly id: string
  readonly title: string
  readonly publishedAt: string
  readonly updatedAt: string
  readonly category: string
  readonly links: readonly Link[]
  /** Of an RSS item. */
  readonly guid: string
  readonly link: string
}

// When nothing is in it there is nothing that could have changed.
const never = '1970-01-01T00:00:00.000Z'

/** RFC 4151: ours for good, whatever the address of the installation comes to be. */
const tag = ({ mail }: Config, date: string, specific: string) => `tag:${mail.domain},${date}:${specific}`

const latestOf = (entries: readonly FeedEntry[]) =>
  entries.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), never)

const link = ({ rel, type, href }: Link) => element('link', [], { rel, type, href })

const selfOf = ({ publicUrl }: Config, { path, query = '' }: FeedHead, kind: FeedKind): Link => ({
  rel: 'self',
  type: feedTypes[kind],
  href: `${publicUrl}${path}.${kind}${query}`,
})

/** RFC 4287. */
const atomFeed = (config: Config, head: FeedHead, entries: readonly FeedEntry[]): Xml | undefined =>
  element(
    'feed',
    [
      element('id', tag(config, '2026', head.name)),
      element('title', head.title),
      element('updated', latestOf(entries)),
      element('author', element('name', config.alliance)),
      link(selfOf(config, head, 'atom')),
      link({ rel: 'alternate', type: 'text/html', href: `${config.publicUrl}${head.page}` }),
      ...entries.map(({ id, title, updatedAt, publishedAt, links, category }) =>
        element('entry', [
          element('id', tag(config, publishedAt.slice(0, 10), id)),
          element('title', title),
          element('updated', updatedAt),
          element('published', publishedAt),
          ...links.map(link),
          element('category', [], { term: category }),
        ]),
      ),
    ],
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': head.language },
  )

/** RSS 2.0. */
const rssFeed = (config: Config, head: FeedHead, entries: readonly FeedEntry[]): Xml | undefined => {
  const items = entries.map(({ title, link: href, guid, category, updatedAt }) =>
    element('item', [
      element('title', title),
      element('link', href),
      element('guid', guid, { isPermaLink: 'false' }),
      element('category', category),
      element('pubDate', new Date(updatedAt).toUTCString()),
    ]),
  )
  const { rel, type, href } = selfOf(config, head, 'rss')
  return element(
    'rss',
    element('channel', [
      element('title', head.title),
      element('link', `${config.publicUrl}${head.page}`),
      element('description', head.title),
      element('language', head.language),
      element('atom:link', [], { rel, type, href }),
      ...items,
    ]),
    { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' },
  )
}

const writers = { atom: atomFeed, rss: rssFeed } as const

/** A feed in either language of feeds; entries newest first. */
export const feedOf = (kind: FeedKind, config: Config, head: FeedHead, entries: readonly FeedEntry[]) =>
  document(writers[kind](config, head, entries))
