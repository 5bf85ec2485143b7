import type { Context } from 'hono'
import { capOf, capType } from '../../../../shared/alerts/publication/cap.ts'
import { alertFeed, feedPath } from '../../../../shared/alerts/publication/feeds.ts'
import { getPublic } from '../../../../shared/alerts/publication/read.ts'
import { listFeed } from '../../../../shared/alerts/publication/repository.ts'
import { type FeedKind, feedTypes } from '../../../../shared/rendering/feed.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { languageAsked } from '../../http/language.ts'
import { conditional, publicRouter } from './reader.ts'

/** So many entries stay within the hundred kilobytes that aggregators like. */
const longest = 100

const xml = (c: Context<Env>, type: string, document: string) => {
  c.header('Cache-Control', 'public, max-age=60')
  return c.body(document, 200, { 'Content-Type': `${type}; charset=utf-8` })
}

const feed = (kind: FeedKind) => async (c: Context<Env>) => {
  const { store, clock, config } = c.var.deps
  const { items: alerts } = await listFeed(store, clock.now(), { limit: longest })
  const asked = languageAsked(c)
  return xml(c, feedTypes[kind], alertFeed(kind, { alerts, config, languages: asked ? [asked] : [] }))
}

/** What machines read of public alerts. */
export const feedPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/alerts/:id/cap.xml', conditional, async (c) =>
    xml(c, capType, capOf(await getPublic(c.var.deps, c.req.param('id')), c.var.deps.config)),
  )
  pages.get(feedPath('atom'), conditional, feed('atom'))
  pages.get(feedPath('rss'), conditional, feed('rss'))
  app.route('/', pages)
}
