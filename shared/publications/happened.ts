import { type Actor, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, forMembers, forOrganization, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { stampFeed } from '../feeds/stamp.ts'
import { announce } from '../ledger/announce.ts'
import { oneLine } from '../rendering/clean.ts'
import type { Action } from '../storage/store.ts'
import type { Post } from './schema.ts'

export const postsFeed = 'posts'

const audienceOf = ({ audience }: Post) =>
  audience.to === 'coalition' ? forCoalition(audience.coalitionId) : forMembers

/** What is between an author and the coordinators, and concerns nobody else. */
const betweenUs: readonly EventType[] = ['post.drafted', 'post.updated', 'post.held', 'post.released']

/** A word to the author of what somebody else did with their post, and why. */
const tellAuthor = (
  deps: Deps,
  actor: Actor,
  key: 'post-held' | 'post-released' | 'post-withdrawn',
  post: Post,
) => {
  const { id, organizationId, contactId, titles, hold, withdrawal } = post
  if (stampOf(actor).contactId === contactId) return undefined
  const reason = (key === 'post-withdrawn' ? withdrawal : hold)?.reason ?? ''
  return announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: { key, params: { title: oneLine(titles[0]!.title), reason: oneLine(reason) } },
  })
}

const noticeOf: Partial<Record<EventType, 'post-held' | 'post-released' | 'post-withdrawn'>> = {
  'post.held': 'post-held',
  'post.released': 'post-released',
  'post.withdrawn': 'post-withdrawn',
}

/** What happened to a post, for the transaction that makes it so: the event, the feed's mark, a word to its author. */
export const happened = (deps: Deps, actor: Actor, type: EventType, post: Post): Action[] => {
  const { id, kind, audience, organizationId, situationIds, campaignId } = post
  const key = noticeOf[type]
  const told = key && tellAuthor(deps, actor, key, post)
  return [
    ...(told?.actions ?? []),
    ...(audience.to === 'public' ? [stampFeed(deps, postsFeed)] : []),
    record(deps, actor, {
      type,
      subject: id,
      audience: betweenUs.includes(type) ? forOrganization(organizationId) : audienceOf(post),
      data: { kind, isPublic: audience.to === 'public', situationIds, ...(campaignId && { campaignId }) },
      ...(told && { notifications: [told.id] }),
    }),
  ]
}
