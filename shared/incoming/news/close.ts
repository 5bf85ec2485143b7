import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { indicatorAdded } from '../../situations/add-indicator.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { settleTask } from '../../tasks/settle.ts'
import { incomingClosed } from '../errors.ts'
import { readNews } from './read.ts'
import { allNews } from './repository.ts'
import type { IncomingNews, NewsClosureInput } from './schema.ts'

/** What becomes of news, and the writes that make it so. */
const carryOut = (deps: Deps, actor: Actor, news: IncomingNews, closure: NewsClosureInput) => {
  if (closure.outcome === 'dismissed') return { outcome: closure, actions: [] }
  const { outcome, situationId, indicator = news.indicator } = closure
  const { entry, actions } = indicatorAdded(deps, actor, { situationId, indicator })
  return { outcome: { outcome, situationId, indicatorId: entry.id }, actions }
}

interface Closing {
  readonly id: string
  readonly version?: number | undefined
  readonly closure: NewsClosureInput
}

/** Decides what becomes of news: an entry in a situation's timeline, or nothing, and why. */
export const closeNews = (deps: Deps, actor: Actor, { id, version, closure }: Closing) => {
  permit(actor, 'incoming-news.close')
  return onFreshRead(
    async (): Promise<IncomingNews> => {
      const before = await readNews(deps, actor, id)
      requireVersion('news of a hub', before, version)
      if (before.status === 'closed') throw incomingClosed()
      const now = deps.clock.now()
      const { outcome, actions } = carryOut(deps, actor, before, closure)
      const closed = { ...outcome, by: stampOf(actor), at: now.toISOString() }
      const after = revise(before, { status: 'closed', closure: closed }, now)
      await deps.store.transact([
        ...allNews.replace(before, after),
        ...actions,
        ...(await settleTask(deps, actor, { kind: 'incoming-news', subject: id })),
        record(deps, actor, {
          type: 'incoming-news.closed',
          subject: id,
          audience: forCoordinators,
          data: { outcome: outcome.outcome },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
