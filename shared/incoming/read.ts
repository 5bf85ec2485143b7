import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { incomingAlerts, listOfIncoming } from './repository.ts'
import type { IncomingAlert } from './schema.ts'

interface Wanted {
  readonly status: IncomingAlert['status']
  readonly page: { limit: number; after?: Item | undefined }
}

/** What hubs have sent, oldest first. */
export const listIncoming = (deps: Deps, actor: Actor, { status, page: { limit, after } }: Wanted) => {
  permit(actor, 'incoming-alert.list')
  return incomingAlerts.page(deps.store, {
    partition: listOfIncoming(status),
    limit,
    ...(after && { after }),
  })
}

export const readIncoming = async (deps: Deps, actor: Actor, id: string): Promise<IncomingAlert> => {
  permitToKnow(actor, 'incoming-alert.list', 'incoming alert')
  const found = await incomingAlerts.find(deps.store, id)
  if (!found) throw notFound('incoming alert')
  return found
}
