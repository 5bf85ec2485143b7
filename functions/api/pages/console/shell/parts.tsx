import type { Child } from 'hono/jsx'
import type { Key, Phrases } from '../../../../../shared/rendering/catalogue.ts'
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

interface Said {
  readonly words: Phrases
}

/** Where what holds a page's place says that what it shows is old. */
export const SaidOld = ({ words, old }: Said & { old: Key }) => (
  <p class="said small" role="status" data-old={words.t(old)} data-out={words.t('console.signed-out')}></p>
)

interface Empty extends Said {
  /** What it says of being empty. */
  readonly of: Key
  /** What to do next, for who may. */
  readonly href?: string | undefined
  readonly label?: Key
}

/** That there is nothing yet, and what to do next. */
export const Empty = ({ words, of, href, label = 'console.all' }: Empty) => (
  <p class="soft empty">
    {words.t(of)} {href && <a href={href}>{words.t(label)}</a>}
  </p>
)

interface Listed {
  readonly title: string
  /** Nothing where they could not be read. */
  readonly items: readonly Child[] | undefined
  readonly empty: Child
  readonly count?: number | undefined
  /** Whether there are more than the items: then the count says so. */
  readonly isMore?: boolean | undefined
  /** Of the reader, where a part that cannot be read leaves the others standing. */
  readonly words?: Phrases
  readonly more?: Child
}

/** A list under its title; where there is nothing, it says so. */
export const Listed = ({ title, items, empty, count, isMore = false, more, words }: Listed) => (
  <section class="sheet">
    <h2>
      {title}
      {count !== undefined && count > 0 && (
        <span class="count">
          {isMore && words ? words.t('console.or-more', { count: String(count) }) : count}
        </span>
      )}
    </h2>
    {!items && <p class="notice bad">{words?.t('console.unread')}</p>}
    {items?.length === 0 && (typeof empty === 'string' ? <p class="soft">{empty}</p> : empty)}
    {items && items.length > 0 && (
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
