import type { Child } from 'hono/jsx'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { formatDateTime, formatUtc } from '../../../../../shared/rendering/time.ts'
import type { Level } from '../../../../../shared/situations/vocabulary.ts'
import type { Reader } from '../../../http/reader.ts'

/** A moment on the reader's own clock; in UTC for whoever points at it. */
export const When = ({ at, reader: { words, timeZone } }: { at: string; reader: Reader }) => (
  <time datetime={at} title={formatUtc(at)}>
    {formatDateTime(at, timeZone, words.language)}
  </time>
)

/** A level by its word, and by its colour besides. */
export const LevelBadge = ({ level, words }: { level: Level; words: Phrases }) => (
  <span class={`badge ${level}`}>{words.t(`level.${level}`)}</span>
)

/** A word for what stands in the catalogue, or for what it does not know yet the name itself. */
export const wordFor = ({ t, has }: Phrases, area: string, name: string): string => {
  const key = `${area}.${name}`
  return has(key) ? t(key) : name
}

interface Listed {
  readonly title: string
  readonly items: readonly Child[]
  readonly empty: string
  readonly count?: number
  readonly more?: Child
}

/** A list under its title; where there is nothing, it says so. */
export const Listed = ({ title, items, empty, count, more }: Listed) => (
  <section class="sheet">
    <h2>
      {title}
      {count !== undefined && count > 0 && <span class="count">{count}</span>}
    </h2>
    {items.length === 0 ? (
      <p class="soft">{empty}</p>
    ) : (
      <ul class="rows">
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )}
    {more}
  </section>
)

/** What narrows a list down; the address says afterwards what is shown. */
export const Filters = ({ words: { t }, children }: { words: Phrases; children: Child }) => (
  <form class="filters" method="get">
    {children}
    <button type="submit" class="quiet">
      {t('console.show')}
    </button>
  </form>
)

/** What has just been done, said once at the top of the page that one comes to. */
export const Done = ({ said, words }: { said: string | undefined; words: Phrases }) => {
  const key = `console.done.${said}`
  return words.has(key) ? (
    <p class="notice" role="status">
      {words.t(key)}
    </p>
  ) : null
}

export const NextPage = ({ href, words }: { href: string | undefined; words: Phrases }) =>
  href ? (
    <p>
      <a href={href} rel="next">
        {words.t('console.more')}
      </a>
    </p>
  ) : null
