import { isDeepStrictEqual } from 'node:util'
import { nobody } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { derivedId } from '../../ids.ts'
import { newRecord } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { identifierReused } from '../errors.ts'
import type { Signed } from '../signature.ts'
import { trustedHub } from '../trust.ts'
import { allNews } from './repository.ts'
import type { IncomingNews, NewsInput } from './schema.ts'

/** Takes news that a trusted hub has signed, and holds it as a task. Known by the hub and its identifier, however often it comes. */
export const receiveNews = async (
  deps: Deps,
  hubId: string,
  signed: Signed,
  { identifier, countries, ...indicator }: NewsInput,
): Promise<{ news: IncomingNews; isKnown: boolean }> => {
  const hub = await trustedHub(deps, hubId, signed)
  const id = derivedId('news', hub.id, identifier)
  return onFreshRead(async () => {
    const known = await allNews.find(deps.store, id)
    const given = { identifier, countries, indicator }
    if (known && !isDeepStrictEqual({ ...known, ...given }, known)) throw identifierReused()
    if (known) return { news: known, isKnown: true }
    const news: IncomingNews = { id, hubId: hub.id, ...given, status: 'open', ...newRecord(deps.clock.now()) }
    const task = await openTask(deps, { kind: 'incoming-news', subject: id })
    await deps.store.transact([
      ...allNews.create(news),
      ...task.actions,
      record(deps, nobody, {
        type: 'incoming-news.received',
        subject: id,
        audience: forCoordinators,
        data: { hubId: hub.id, countries },
      }),
    ])
    return { news, isKnown: false }
  })
}
