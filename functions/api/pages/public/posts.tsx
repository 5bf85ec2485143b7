import type { Context } from 'hono'
import { idOf } from '../../../../shared/ids.ts'
import { type Asked, eventCalendar, postFeed, postsPath } from '../../../../shared/publications/feeds.ts'
import { postsFeed } from '../../../../shared/publications/happened.ts'
import {
  listPublicPosts,
  openPublicAttachment,
  readPublicPost,
} from '../../../../shared/publications/read.ts'
import { postKind } from '../../../../shared/publications/schema.ts'
import { wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { type FeedKind, feedTypes } from '../../../../shared/rendering/feed.ts'
import { bestText } from '../../../../shared/rendering/language.ts'
import { openCursor, sealCursor } from '../../../../shared/storage/cursor.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { languageAsked } from '../../http/language.ts'
import { isolated, page } from '../layout.tsx'
import { PostBody } from './post-parts.tsx'
import { conditional, keepAMinute, publicRouter, readersLanguages } from './reader.ts'
import { stamped } from './stamped.ts'

const most = 20
const situation = idOf('situation')

/** What the address asks for; a kind or a situation that cannot be one is not asked for. */
const asked = (c: Context<Env>): Asked => {
  const language = languageAsked(c)
  return {
    filter: {
      kind: postKind.safeParse(c.req.query('kind')).data,
      situationId: situation.safeParse(c.req.query('situationId')).data,
    },
    languages: language ? [language] : [],
  }
}

const queryOf = (values: Record<string, string | undefined>) => {
  const given = Object.entries(values).filter((each): each is [string, string] => each[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

const postPage = async (c: Context<Env>) => {
  const languages = readersLanguages(c)
  const words = wordsFor(languages)
  const found = await readPublicPost(c.var.deps, c.req.param('id') ?? '')
  const text = found.texts.length > 0 ? bestText(found.texts, languages).text : undefined
  keepAMinute(c)
  const title = text ? oneLine(text.title) : words.t('post.withdrawn')
  const heading = (
    <h1 lang={text?.language} dir="auto">
      {title}
    </h1>
  )
  return page(
    c,
    { title: isolated(title), heading, language: words.language, open: found.state !== 'withdrawn' },
    <PostBody found={found} text={text} words={words} />,
  )
}

/** Goes on to the file: its address is good for a minute, so nobody keeps this answer. */
const attachment = async (c: Context<Env>) => {
  const [id = '', attachmentId = ''] = [c.req.param('id'), c.req.param('attachmentId')]
  const { url } = await openPublicAttachment(c.var.deps, { id, attachmentId })
  c.header('Cache-Control', 'no-store')
  return c.redirect(url)
}

const postsPage = async (c: Context<Env>) => {
  const { keys } = c.var.deps
  const languages = readersLanguages(c)
  const words = wordsFor(languages)
  const { filter } = asked(c)
  const lang = languageAsked(c)
  const query = `GET /posts ${filter.kind ?? ''} ${filter.situationId ?? ''}`
  const cursor = c.req.query('cursor')
  const after = cursor === undefined ? undefined : openCursor(keys, query, cursor)
  const { items, next } = await listPublicPosts(c.var.deps, { filter, page: { limit: most, after } })
  keepAMinute(c)
  const title = words.t('post.list', { alliance: isolated(c.var.deps.config.alliance) })
  const feeds = queryOf({ ...filter, lang })
  return page(
    c,
    { title, language: words.language, open: true },
    <>
      {items.length === 0 && <p>{words.t('post.none')}</p>}
      <ul class="list">
        {items.map((each) => {
          const shown = bestText(each.titles, languages).text
          return (
            <li>
              {words.t(`post.kind.${each.kind}`)} · <time>{each.publishedAt?.slice(0, 10)}</time>
              <br />
              <a href={`/posts/${each.id}${queryOf({ lang })}`} lang={shown.language} dir="auto">
                {oneLine(shown.title)}
              </a>
            </li>
          )
        })}
      </ul>
      {next && (
        <p>
          <a href={`/posts${queryOf({ ...filter, lang, cursor: sealCursor(keys, query, next) })}`}>
            {words.t('front.more')}
          </a>
        </p>
      )}
      <footer>
        <a href={`${postsPath}.atom${feeds}`}>Atom</a>
        <a href={`${postsPath}.rss${feeds}`}>RSS</a>
        <a href={`/feeds/events.ics${feeds}`} type="text/calendar">
          iCalendar
        </a>
      </footer>
    </>,
  )
}

const feed = (kind: FeedKind) => async (c: Context<Env>) =>
  c.body(await postFeed(c.var.deps, kind, asked(c)), 200, {
    'Content-Type': `${feedTypes[kind]}; charset=utf-8`,
  })

const calendar = async (c: Context<Env>) =>
  c.body(await eventCalendar(c.var.deps, asked(c)), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
  })

/** What anybody may read of what members publish. */
export const postPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/posts', conditional, postsPage)
  pages.get('/posts/:id', conditional, postPage)
  pages.get('/posts/:id/attachments/:attachmentId', attachment)
  pages.get(`${postsPath}.atom`, stamped(postsFeed), feed('atom'))
  pages.get(`${postsPath}.rss`, stamped(postsFeed), feed('rss'))
  pages.get('/feeds/events.ics', stamped(postsFeed), calendar)
  app.route('/', pages)
}
