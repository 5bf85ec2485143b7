import type { Key } from '../storage/store.ts'
import { isOut, type Post, type PostKind } from './schema.ts'

/** Who a list is for: everybody, members (who read what is public as well), one coalition. */
export type Readership = 'public' | 'members' | `coalition#${string}`

const list = (of: Readership, kind?: string, situationId?: string) =>
  ['posts', of, kind ?? '', situationId ?? ''].join('#')

export interface PostFilter {
  readonly kind?: PostKind | undefined
  readonly situationId?: string | undefined
}

/** The one list that answers a filter. */
export const listOfPosts = (of: Readership, { kind, situationId }: PostFilter = {}) =>
  list(of, kind, situationId)

export const postsOfOrganization = (organizationId: string) => `posts#organization#${organizationId}`
export const heldPosts = 'posts#held'
export const publicEvents = 'posts#events'

/** The appeals of a campaign: those that every member may read, or all of them for who is inside its coalition. */
export const appealsOf = (campaignId: string, of: 'members' | 'inside') => `appeals#${campaignId}#${of}`

const appealsIn = ({ campaignId, audience }: Post) =>
  campaignId
    ? [
        appealsOf(campaignId, 'inside'),
        ...(audience.to === 'coalition' ? [] : [appealsOf(campaignId, 'members')]),
      ]
    : []

const readersOf = ({ audience }: Post): Readership[] => {
  if (audience.to === 'coalition') return [`coalition#${audience.coalitionId}`]
  return audience.to === 'public' ? ['public', 'members'] : ['members']
}

/** Where a post stands: its author's list always, and while it is out, each list that shows it, newest first. */
export const listKeys = (post: Post): Key[] => {
  const { id, kind, state, organizationId, situationIds, createdAt, publishedAt, audience, event } = post
  const own = { pk: postsOfOrganization(organizationId), sk: `${createdAt}#${id}` }
  if (state === 'held') return [own, { pk: heldPosts, sk: `${createdAt}#${id}` }]
  if (!isOut(state)) return [own]
  const sk = `${publishedAt}#${id}`
  const shown = readersOf(post).flatMap((of) =>
    [undefined, ...situationIds].flatMap((situationId) => [
      { pk: list(of, undefined, situationId), sk },
      { pk: list(of, kind, situationId), sk },
    ]),
  )
  const dated =
    event && audience.to === 'public' ? [{ pk: publicEvents, sk: `${event.startsAtUtc}#${id}` }] : []
  return [own, ...shown, ...appealsIn(post).map((pk) => ({ pk, sk })), ...dated]
}

export const contentKey = (id: string): Key => ({ pk: id, sk: 'content' })
