import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { asIndicator, closeIntake, type Decided } from '../../intake/close.ts'
import { incomingClosed } from '../errors.ts'
import { readNews } from './read.ts'
import { allNews } from './repository.ts'
import type { IncomingNews, NewsClosureInput } from './schema.ts'

const decide = async (
  deps: Deps,
  actor: Actor,
  news: IncomingNews,
  closure: NewsClosureInput,
): Promise<Decided> =>
  closure.outcome === 'dismissed'
    ? { outcome: closure, actions: [] }
    : asIndicator(deps, actor, { ...closure, indicator: closure.indicator ?? news.indicator })

interface Closing {
  readonly id: string
  readonly version?: number | undefined
  readonly closure: NewsClosureInput
}

/** Decides what becomes of news: an entry in a situation's timeline, or nothing, and why. */
export const closeNews = (deps: Deps, actor: Actor, { closure, ...named }: Closing): Promise<IncomingNews> =>
  closeIntake(deps, actor, {
    ...{ ...named, kind: 'incoming-news', read: readNews, replace: allNews.replace },
    decide: (before) => decide(deps, actor, before, closure),
    refusal: incomingClosed,
  })
