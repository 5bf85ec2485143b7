import type { Config } from '../../config.ts'
import { type Phrases, wordsFor } from '../../rendering/catalogue.ts'
import { oneLine } from '../../rendering/clean.ts'
import { bestText } from '../../rendering/language.ts'
import { turnOf } from '../../rendering/mails/alert.ts'
import { document, element } from '../../rendering/xml.ts'
import { capType, capUrl } from './cap.ts'
import type { CurrentAlert } from './schema.ts'

export const feedTypes = { atom: 'application/atom+xml', rss: 'application/rss+xml' } as const
export type FeedKind = keyof typeof feedTypes

export const feedPath = (kind: FeedKind) => `/feeds/alerts.${kind}` as const

interface Feed {
  /** Newest first. */
  readonly alerts: readonly CurrentAlert[]
  readonly config: Config
  /** Of the reader, in order. */
  readonly languages: readonly string[]
}

const titleOf = (alert: CurrentAlert, { t }: Phrases, languages: readonly string[]) => {
  const { headline } = bestText(alert.headlines, languages).text
  return oneLine(t(`alert.subject.${turnOf(alert)}`, { level: t(`level.${alert.level}`), headline }))
}

// When nothing is in force there is nothing that could have changed.
const never = '1970-01-01T00:00:00.000Z'

/** RFC 4151: ours for good, whatever the address of the installation comes to be. */
const tag = ({ mail }: Config, date: string, specific: string) => `tag:${mail.domain},${date}:${specific}`

/** RFC 4287; an entry keeps its id through all updates and its end, and links to the latest CAP message. */
export const atomOf = ({ alerts, config, languages }: Feed): string => {
  const words = wordsFor(languages)
  const { publicUrl, alliance } = config
  const link = (rel: string, type: string, href: string) => element('link', [], { rel, type, href })
  const entries = alerts.map((alert) => {
    const { id, updatedAt, firstIssuedAt, level } = alert
    return element('entry', [
      element('id', tag(config, firstIssuedAt.slice(0, 10), id)),
      element('title', titleOf(alert, words, languages)),
      element('updated', updatedAt),
      element('published', firstIssuedAt),
      link('alternate', 'text/html', `${publicUrl}/alerts/${id}`),
      link('alternate', capType, capUrl(config, id)),
      element('category', [], { term: level }),
    ])
  })
  return document(
    element(
      'feed',
      [
        element('id', tag(config, '2026', 'alerts')),
        element('title', words.t('front.title', { alliance })),
        element('updated', alerts[0]?.updatedAt ?? never),
        element('author', element('name', alliance)),
        link('self', feedTypes.atom, `${publicUrl}${feedPath('atom')}`),
        link('alternate', 'text/html', `${publicUrl}/`),
        ...entries,
      ],
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': words.language },
    ),
  )
}

/** RSS 2.0, as hubs of CAP read it: an item's link is the CAP message, its guid the message's identifier. */
export const rssOf = ({ alerts, config, languages }: Feed): string => {
  const words = wordsFor(languages)
  const { publicUrl, alliance } = config
  const title = words.t('front.title', { alliance })
  const items = alerts.map((alert) =>
    element('item', [
      element('title', titleOf(alert, words, languages)),
      element('link', capUrl(config, alert.id)),
      element('guid', alert.identifier, { isPermaLink: 'false' }),
      element('category', alert.level),
      element('pubDate', new Date(alert.updatedAt).toUTCString()),
    ]),
  )
  const self = { rel: 'self', type: feedTypes.rss, href: `${publicUrl}${feedPath('rss')}` }
  return document(
    element(
      'rss',
      element('channel', [
        element('title', title),
        element('link', `${publicUrl}/`),
        element('description', title),
        element('language', words.language),
        element('atom:link', [], self),
        ...items,
      ]),
      { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' },
    ),
  )
}
