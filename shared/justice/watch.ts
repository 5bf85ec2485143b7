import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { contactOf } from '../organizations/contact-of.ts'
import { getOrganization } from '../organizations/repository.ts'
import { tooManyLines } from './errors.ts'
import { getCase, mostWatchers, putWatcher, removeWatcher, type Watcher, watchersOf } from './repository.ts'

interface Watching {
  readonly id: string
  readonly organizationId: `org_${string}`
  readonly contactId: `con_${string}`
}

const changed = (deps: Deps, actor: Actor, type: 'case.watched' | 'case.unwatched', of: Watching) =>
  record(deps, actor, {
    type,
    subject: of.id,
    audience: forOrganization(of.organizationId),
    data: { contactId: of.contactId },
  })

/** Has a contact of one's own organization told of every change to a case. The same twice is once. */
export const watchCase = async (deps: Deps, actor: Actor, watching: Watching): Promise<Watcher> => {
  const { id, organizationId, contactId } = watching
  permit(actor, 'case.watch', { organizationId })
  contactOf(await getOrganization(deps.store, organizationId), contactId)
  const known = await watchersOf(deps.store, id)
  const already = known.find((each) => each.contactId === contactId)
  if (already) return already
  if (known.length >= mostWatchers) throw tooManyLines('watchers', mostWatchers)
  const watcher = { organizationId, contactId, since: deps.clock.now().toISOString() }
  await deps.store.transact([...putWatcher(id, watcher), changed(deps, actor, 'case.watched', watching)])
  return watcher
}

export const unwatchCase = async (deps: Deps, actor: Actor, watching: Watching): Promise<void> => {
  const { id, organizationId, contactId } = watching
  permit(actor, 'case.watch', { organizationId })
  const own = (await watchersOf(deps.store, id)).find((each) => each.contactId === contactId)
  if (own?.organizationId !== organizationId) return
  await deps.store.transact([removeWatcher(id, contactId), changed(deps, actor, 'case.unwatched', watching)])
}

/** Who watches a case: all of them for coordinators, for others those of their own organization. */
export const listWatchers = async (deps: Deps, actor: Actor, id: string): Promise<Watcher[]> => {
  permitToKnow(actor, 'case.read', 'case')
  await getCase(deps.store, id)
  const found = await watchersOf(deps.store, id)
  const home = actor.kind === 'person' && actor.organizationId
  return isCoordinator(actor) ? found : found.filter(({ organizationId }) => organizationId === home)
}
