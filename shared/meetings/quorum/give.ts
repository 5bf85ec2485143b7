import { type Actor, stampOf } from '../../access/actor.ts'
import { may, permit } from '../../access/permit.ts'
import { isInside } from '../../coalitions/lifecycle.ts'
import { findParticipation } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { invalid, notFound } from '../../errors.ts'
import { forOrganization, record } from '../../events/record.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { chainedProxy, tooManyProxies } from '../errors.ts'
import type { Meeting } from '../schema.ts'
import { type Known, meetingKnownTo } from '../standing.ts'
import { requireOpen } from '../state.ts'
import { findProxies, putProxies } from './repository.ts'
import type { GivenProxy, Proxies } from './schema.ts'
import { tellOfProxy } from './tell.ts'

/** So many others may one organization speak for. */
const most = 2

/** An organization that has a voice here, as far as the actor may know of it. */
const findVoice = async (deps: Deps, actor: Actor, { meeting, within }: Known, id: GivenProxy['heldBy']) => {
  const organization = await findOrganization(deps.store, id)
  const { coalitionId } = meeting
  if (!organization || !coalitionId) return organization?.relation === 'member' ? organization : undefined
  const part = await findParticipation(deps.store, coalitionId, id)
  const own = actor.kind === 'person' && actor.organizationId === id
  const isKnown = own || part?.knownTo !== 'leads' || may(actor, 'meeting.read-answers', within)
  return isInside(part) && part?.role !== 'observer' && isKnown ? organization : undefined
}

/** Nobody speaks for others who has asked another to speak for them: a voice passes once. */
const requireAllowed = ({ given }: Proxies, { organizationId, heldBy }: Giving) => {
  const others = given.filter((each) => each.organizationId !== organizationId)
  if (others.some((each) => each.organizationId === heldBy || each.heldBy === organizationId))
    throw chainedProxy()
  if (others.filter((each) => each.heldBy === heldBy).length >= most) throw tooManyProxies(most)
}

interface Giving {
  readonly id: Meeting['id']
  readonly organizationId: GivenProxy['organizationId']
  readonly heldBy: GivenProxy['heldBy']
}

/** Asks another organization to speak for one's own, in the place of whoever was asked before. The same again is once. */
export const giveProxy = async (deps: Deps, actor: Actor, giving: Giving): Promise<GivenProxy> =>
  onFreshRead(async () => {
    const { id, organizationId, heldBy } = giving
    const known = await meetingKnownTo(deps.store, actor, id)
    permit(actor, 'meeting.give-proxy', { organizationId })
    const now = deps.clock.now()
    requireOpen(known.meeting, now)
    const giver = await findVoice(deps, actor, known, organizationId)
    if (!giver) throw notFound('organization among those with a voice')
    const holder = heldBy === organizationId ? undefined : await findVoice(deps, actor, known, heldBy)
    if (!holder) throw invalid('is not another organization with a voice at this meeting', '#/heldBy')
    const before = await findProxies(deps.store, id)
    const former = before.given.find((each) => each.organizationId === organizationId)
    if (former?.heldBy === heldBy) return former
    requireAllowed(before, giving)
    const proxy = { organizationId, heldBy, at: now.toISOString() }
    const rest = before.given.filter((each) => each !== former)
    const about = { meeting: known.meeting, about: giver.name }
    const told = [
      tellOfProxy(deps, { ...about, key: 'meeting-proxy-given', to: heldBy }),
      ...(former ? [tellOfProxy(deps, { ...about, key: 'meeting-proxy-ended', to: former.heldBy })] : []),
    ]
    await deps.store.transact([
      putProxies(id, before, [...rest, { ...proxy, by: stampOf(actor) }]),
      ...told.flatMap(({ actions }) => actions),
      record(deps, actor, {
        type: 'meeting.proxy-given',
        subject: id,
        audience: forOrganization(organizationId),
        data: { organizationId, heldBy },
        notifications: told.map((each) => each.id),
      }),
    ])
    return proxy
  })
