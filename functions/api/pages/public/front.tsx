import type { Context } from 'hono'
import { raw } from 'hono/html'
import { feedPath } from '../../../../shared/alerts/publication/feeds.ts'
import { listCurrent, positionOf } from '../../../../shared/alerts/publication/repository.ts'
import type { CurrentAlert } from '../../../../shared/alerts/publication/schema.ts'
import { catalogues, type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { feedTypes } from '../../../../shared/rendering/feed.ts'
import { bestText, languageName } from '../../../../shared/rendering/language.ts'
import { formatUtc } from '../../../../shared/rendering/time.ts'
import { openCursor, sealCursor } from '../../../../shared/storage/cursor.ts'
import type { Item } from '../../../../shared/storage/store.ts'
import type { Env } from '../../http/env.ts'
import { languageAsked } from '../../http/language.ts'
import { isolated, page } from '../layout.tsx'
import { keepAMinute, readersLanguages } from './reader.ts'

const most = 20

/** What the lines of the list may take, so that the page comes in one answer on the slowest line. */
const bytesForLines = 8500

const query = 'GET /'

const withQuery = (path: string, values: Record<string, string | undefined>) => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

interface Reader {
  readonly words: Phrases
  readonly languages: readonly string[]
  readonly asked: string | undefined
}

const Line = ({ line, reader }: { line: CurrentAlert; reader: Reader }) => {
  const { text } = bestText(line.headlines, reader.languages)
  return (
    <li>
      <b class={line.level}>{reader.words.t(`level.${line.level}`)}</b> ·{' '}
      <time datetime={line.issuedAt} dir="ltr">
        {formatUtc(line.issuedAt)}
      </time>
      <br />
      <a href={withQuery(`/alerts/${line.id}`, { lang: reader.asked })} lang={text.language} dir="auto">
        {oneLine(text.headline)}
      </a>
    </li>
  )
}

/** As many lines as fit, and where the list goes on behind them. */
const fitting = (found: readonly CurrentAlert[], next: Item | undefined, reader: Reader) => {
  let size = 0
  const lines = found.map((line) => ({ line, html: String(<Line line={line} reader={reader} />) }))
  const shown = lines.filter(({ html }, at) => {
    size += Buffer.byteLength(html)
    return at === 0 || size <= bytesForLines
  })
  const rest = shown.length < found.length ? positionOf(shown.at(-1)!.line) : next
  return { html: shown.map(({ html }) => html), rest }
}

const Languages = ({ language, t }: Phrases) => (
  <nav aria-label={t('page.language')}>
    {Object.keys(catalogues)
      .filter((other) => other !== language)
      .map((other) => (
        <a href={`/?lang=${other}`} hreflang={other} lang={other}>
          {languageName(other, other)}
        </a>
      ))}
  </nav>
)

/** The public alerts in force, emergencies first, then the newest. */
export const frontPage = async (c: Context<Env>) => {
  const { store, clock, keys, config } = c.var.deps
  const languages = readersLanguages(c)
  const reader = { words: wordsFor(languages), languages, asked: languageAsked(c) }
  const { words, asked } = reader
  const cursor = c.req.query('cursor')
  const after = cursor === undefined ? undefined : openCursor(keys, query, cursor)
  const { items, next } = await listCurrent(store, clock.now(), { limit: most, after })
  const { html, rest } = fitting(items, next, reader)
  keepAMinute(c)
  return page(
    c,
    {
      title: words.t('front.title', { alliance: isolated(config.alliance) }),
      language: words.language,
      open: true,
      head: <link rel="alternate" type={feedTypes.atom} href={feedPath('atom')} />,
    },
    <>
      {html.length === 0 && !rest && <p>{words.t('front.none')}</p>}
      {html.length > 0 && <h2>{words.t('front.current')}</h2>}
      {html.length > 0 && <ul class="list">{raw(html.join(''))}</ul>}
      {rest && (
        <p>
          <a href={withQuery('/', { lang: asked, cursor: sealCursor(keys, query, rest) })}>
            {words.t('front.more')}
          </a>
        </p>
      )}
      <Languages {...words} />
      <footer>
        <a href={withQuery('/report', { lang: asked })}>{words.t('front.report')}</a>
        <a href={withQuery('/members', { lang: asked })}>{words.t('members.title')}</a>
        <a href={withQuery('/join', { lang: asked })}>{words.t('join.title')}</a>
        <a href={withQuery('/verify', { lang: asked })}>{words.t('front.verify')}</a>
        <a href={feedPath('atom')}>Atom</a>
        <a href={feedPath('rss')}>RSS</a>
      </footer>
    </>,
  )
}
