import type { Config } from '../../config.ts'
import { type Phrases, wordsFor } from '../../rendering/catalogue.ts'
import { oneLine } from '../../rendering/clean.ts'
import { type FeedEntry, type FeedKind, feedOf } from '../../rendering/feed.ts'
import { bestText } from '../../rendering/language.ts'
import { turnOf } from '../../rendering/mails/alert.ts'
import { capType, capUrl } from './cap.ts'
import type { CurrentAlert } from './schema.ts'

const path = '/feeds/alerts'

export const feedPath = (kind: FeedKind) => `${path}.${kind}` as const

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

/** An entry keeps its id through all updates and its end; as hubs of CAP read it, its item is the CAP message and its identifier. */
const entryOf = (alert: CurrentAlert, { config, languages }: Feed, words: Phrases): FeedEntry => {
  const { id, updatedAt, firstIssuedAt, level, identifier } = alert
  const cap = capUrl(config, id)
  return {
    id,
    title: titleOf(alert, words, languages),
    publishedAt: firstIssuedAt,
    updatedAt,
    category: level,
    links: [
      { rel: 'alternate', type: 'text/html', href: `${config.publicUrl}/alerts/${id}` },
      { rel: 'alternate', type: capType, href: cap },
    ],
    guid: identifier,
    link: cap,
  }
}

/** Public alerts, those that ended lately too, as Atom or RSS. */
export const alertFeed = (kind: FeedKind, feed: Feed): string => {
  const words = wordsFor(feed.languages)
  const { config, alerts } = feed
  const title = words.t('front.title', { alliance: config.alliance })
  const head = { name: 'alerts', title, language: words.language, path, page: '/' }
  return feedOf(
    kind,
    config,
    head,
    alerts.map((alert) => entryOf(alert, feed, words)),
  )
}
