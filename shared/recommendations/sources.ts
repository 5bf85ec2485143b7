import { briefings } from '../advocacy/briefings/repository.ts'
import { letters } from '../advocacy/letters/repository.ts'
import { lastIssued } from '../alerts/issued.ts'
import { getAlert } from '../alerts/repository.ts'
import type { Deps } from '../deps.ts'
import { getOrganization } from '../organizations/repository.ts'
import { findPost } from '../publications/repository.ts'
import { isOut } from '../publications/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { track } from './track.ts'

/** What an alert's last issued revision recommends; of an exercise there is nothing to track. Harmless twice. */
export const trackAlert = (deps: Deps, alertId: string): Promise<void> =>
  onFreshRead(async () => {
    const alert = await getAlert(deps.store, alertId)
    const issued = await lastIssued(deps.store, alert)
    if (!issued || issued.content.exercise) return
    const { content, revision } = issued
    await track(deps, {
      source: { kind: 'alert', id: alert.id },
      revision,
      situationIds: [content.situationId],
      wanted: content.messageType === 'cancel' ? [] : content.recommendations,
    })
  })

/** The options for action of a situation report that is out, or was taken back. Harmless twice. */
export const trackPost = (deps: Deps, postId: string): Promise<void> =>
  onFreshRead(async () => {
    const post = await findPost(deps.store, postId)
    if (!post || !(isOut(post.state) || post.state === 'withdrawn')) return
    await track(deps, {
      source: { kind: 'post', id: post.id },
      revision: post.version,
      situationIds: post.situationIds,
      putBy: post.organizationId,
      wanted: isOut(post.state) ? post.options : [],
    })
  })

/** What an authority was asked in a briefing; what its author keeps to themselves is in no register. Harmless twice. */
export const trackBriefing = (deps: Deps, briefingId: string): Promise<void> =>
  onFreshRead(async () => {
    const found = await briefings.find(deps.store, briefingId)
    if (!found || found.confidentiality === 'own') return
    const { id, version, situationId, organizationId, authorityId, asks } = found
    const { name } = await getOrganization(deps.store, authorityId)
    await track(deps, {
      source: { kind: 'briefing', id },
      revision: version,
      situationIds: situationId ? [situationId] : [],
      putBy: organizationId,
      wanted: asks.map((ask) => ({ ...ask, addressee: name, authorityId })),
    })
  })

/** What a letter asks of its target, once it has gone out. Harmless twice. */
export const trackLetter = (deps: Deps, letterId: string): Promise<void> =>
  onFreshRead(async () => {
    const found = await letters.find(deps.store, letterId)
    if (!found?.deliveredAt) return
    const { id, situationId, organizationId, targetId: authorityId, asks } = found
    const { name } = await getOrganization(deps.store, authorityId)
    await track(deps, {
      source: { kind: 'letter', id },
      // What is signed is the same for good.
      revision: 1,
      situationIds: [situationId],
      putBy: organizationId,
      wanted: asks.map((ask) => ({ ...ask, addressee: name, authorityId })),
    })
  })
