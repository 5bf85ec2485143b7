import type { Actor } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Item } from '../../storage/store.ts'
import { allNews, listOfNews } from './repository.ts'
import type { IncomingNews } from './schema.ts'

interface Wanted {
  readonly status: IncomingNews['status']
  readonly page: { limit: number; after?: Item | undefined }
}

/** What hubs have told of indicators, oldest first. */
export const listNews = (deps: Deps, actor: Actor, { status, page: { limit, after } }: Wanted) => {
  permit(actor, 'incoming-news.list')
  return allNews.page(deps.store, { partition: listOfNews(status), limit, ...(after && { after }) })
}

export const readNews = async (deps: Deps, actor: Actor, id: string): Promise<IncomingNews> => {
  permitToKnow(actor, 'incoming-news.list', 'news of a hub')
  const found = await allNews.find(deps.store, id)
  if (!found) throw notFound('news of a hub')
  return found
}
