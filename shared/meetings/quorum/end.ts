import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Meeting } from '../schema.ts'
import { meetingKnownTo } from '../standing.ts'
import { requireOpen } from '../state.ts'
import { findProxies, putProxies } from './repository.ts'
import type { GivenProxy } from './schema.ts'
import { tellOfProxy } from './tell.ts'

interface Ending {
  readonly id: Meeting['id']
  readonly organizationId: GivenProxy['organizationId']
}

/** Takes back what an organization has asked of another, or declines what one was asked; the other side hears of it. */
export const endProxy = async (deps: Deps, actor: Actor, { id, organizationId }: Ending): Promise<void> =>
  onFreshRead(async () => {
    const { meeting } = await meetingKnownTo(deps.store, actor, id)
    const before = await findProxies(deps.store, id)
    const proxy = before.given.find((each) => each.organizationId === organizationId)
    const isHolder = actor.kind === 'person' && actor.organizationId === proxy?.heldBy
    permit(actor, 'meeting.give-proxy', { organizationId: isHolder ? proxy!.heldBy : organizationId })
    requireOpen(meeting, deps.clock.now())
    if (!proxy) return
    const names = await findOrganizations(deps.store, [organizationId, proxy.heldBy])
    const nameOf = (of: string) => names.find((each) => each.id === of)?.name ?? '–'
    const told = isHolder
      ? tellOfProxy(deps, {
          meeting,
          key: 'meeting-proxy-declined',
          about: nameOf(proxy.heldBy),
          to: organizationId,
        })
      : tellOfProxy(deps, {
          meeting,
          key: 'meeting-proxy-ended',
          about: nameOf(organizationId),
          to: proxy.heldBy,
        })
    await deps.store.transact([
      putProxies(
        id,
        before,
        before.given.filter((each) => each !== proxy),
      ),
      ...told.actions,
      record(deps, actor, {
        type: 'meeting.proxy-ended',
        subject: id,
        audience: forOrganization(organizationId),
        data: { organizationId, heldBy: proxy.heldBy },
        notifications: [told.id],
      }),
    ])
  })
