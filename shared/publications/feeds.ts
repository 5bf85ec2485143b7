import type { Deps } from '../deps.ts'
import { type Phrases, wordsFor } from '../rendering/catalogue.ts'
import { oneLine } from '../rendering/clean.ts'
import { type FeedEntry, type FeedKind, feedOf } from '../rendering/feed.ts'
import { publishedCalendar } from '../rendering/feed-calendar.ts'
import { bestText } from '../rendering/language.ts'
import { everyItem } from '../storage/pages.ts'
import { type PostFilter, publicEvents } from './keys.ts'
import { listPublicPosts } from './read.ts'
import { posts } from './repository.ts'
import type { Post } from './schema.ts'

export const postsPath = '/feeds/posts'

/** So many entries stay within the hundred kilobytes that aggregators like. */
const longest = 100

export interface Asked {
  readonly filter: PostFilter
  /** Of the reader, in order. */
  readonly languages: readonly string[]
}

const titleIn = ({ titles }: Post, languages: readonly string[]) =>
  oneLine(bestText(titles, languages).text.title)

const entryOf = (post: Post, { languages }: Asked, publicUrl: string, { t }: Phrases): FeedEntry => {
  const { id, kind, state, createdAt, publishedAt = createdAt, updatedAt } = post
  const href = `${publicUrl}/posts/${id}`
  const name = t(`post.kind.${kind}`)
  const titled = `${name}: ${titleIn(post, languages)}`
  return {
    id,
    title: state === 'corrected' ? t('post.corrected.title', { title: titled }) : titled,
    publishedAt,
    updatedAt,
    category: kind,
    links: [{ rel: 'alternate', type: 'text/html', href }],
    // Who has read the item before finds a corrected one again.
    guid: state === 'corrected' ? `${id}#${updatedAt}` : id,
    link: href,
  }
}

/** Public posts, the newest hundred, of a kind and a situation where they are asked for. */
export const postFeed = async (
  deps: Pick<Deps, 'store' | 'config'>,
  kind: FeedKind,
  asked: Asked,
): Promise<string> => {
  const { config } = deps
  const { filter, languages } = asked
  const words = wordsFor(languages)
  const { items } = await listPublicPosts(deps, { filter, page: { limit: longest } })
  const given = Object.entries(filter).filter((each): each is [string, string] => each[1] !== undefined)
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : ''
  const head = {
    name: ['posts', filter.kind, filter.situationId].filter(Boolean).join('/'),
    title: words.t('post.list', { alliance: config.alliance }),
    language: words.language,
    path: postsPath,
    query,
    page: `/posts${query}`,
  }
  return feedOf(
    kind,
    config,
    head,
    items.map((post) => entryOf(post, asked, config.publicUrl, words)),
  )
}

/** So long an event stays in the calendar after it began. */
const kept = 90 * 86_400_000
const most = 500

const isOf =
  ({ kind, situationId }: PostFilter) =>
  (post: Post) =>
    (!kind || post.kind === kind) && (!situationId || (post.situationIds as string[]).includes(situationId))

/** Of what is asked for, as much as a calendar holds: the rest of the list does not take its place. */
const upcoming = ({ store, clock }: Pick<Deps, 'store' | 'clock'>, filter: PostFilter): Promise<Post[]> => {
  const from = new Date(clock.now().getTime() - kept).toISOString()
  const query = { partition: publicEvents, from, to: '\uffff' } as const
  return everyItem(async ({ limit, after }) => {
    const page = await posts.page(store, { ...query, limit, ...(after && { after }) })
    return { ...page, items: page.items.filter(isOf(filter)) }
  }, most)
}

/** What public notices of events and meetings announce, as a calendar. */
export const eventCalendar = async (deps: Deps, { languages, filter }: Asked): Promise<string> => {
  const { alliance, publicUrl } = deps.config
  const entries = (await upcoming(deps, filter)).flatMap((post) => {
    const { id, event, version, updatedAt } = post
    if (!event) return []
    return {
      id,
      // Whatever a correction changes, it says the later.
      sequence: version,
      stamp: updatedAt,
      start: event.startsAtUtc,
      end: event.endsAtUtc,
      summary: titleIn(post, languages),
      location: event.location,
      url: event.url ?? `${publicUrl}/posts/${id}`,
    }
  })
  return publishedCalendar({ name: alliance, languages }, entries)
}
