import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import { readCampaign } from '../advocacy/campaigns/read.ts'
import { isInside } from '../advocacy/reach.ts'
import { addressOf } from '../attachments/attach.ts'
import { standingIn } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { isPublic } from '../organizations/keys.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Page, Store } from '../storage/store.ts'
import { authorOf } from './content.ts'
import { noSuchPost } from './errors.ts'
import {
  appealsOf,
  heldPosts,
  listOfPosts,
  type PostFilter,
  postsOfOrganization,
  type Readership,
} from './keys.ts'
import { findPost, getPost, type Paging, postsIn } from './repository.ts'
import { isOut, type Post, type WholePost } from './schema.ts'

const homeOf = (actor: Actor) => (actor.kind === 'person' ? actor.organizationId : undefined)

/** Whether a post is the actor's organization's, or a coordinator's to look after. */
const isTheirs = (actor: Actor, { organizationId, state }: Post) =>
  homeOf(actor) === organizationId || (isCoordinator(actor) && state !== 'draft')

const sees = async (store: Store, actor: Actor, post: Post) => {
  if (isTheirs(actor, post)) return true
  if (post.state === 'draft' || post.state === 'held') return false
  const { audience } = post
  if (audience.to !== 'coalition') return true
  const home = homeOf(actor)
  return home !== undefined && (await standingIn(store, audience.coalitionId, home)) !== undefined
}

/** A post for whoever may know of it, whole. */
export const readSeen = async (deps: Deps, actor: Actor, id: string): Promise<WholePost> => {
  permitToKnow(actor, 'post.read', 'post')
  const found = await getPost(deps.store, id)
  if (!(await sees(deps.store, actor, found))) throw noSuchPost()
  return found
}

/** A post as others than its author and the coordinators see it: who did what stays between those. */
const forReaders = ({ contactId: _, hold: __, heldFrom: ___, withdrawal, ...open }: WholePost) => ({
  ...open,
  ...(withdrawal && { withdrawal: { reason: withdrawal.reason, at: withdrawal.at } }),
})

/** What was withdrawn leaves its place and the reason, and none of its words. */
const withoutWords = <P extends object>(post: P) => ({
  ...post,
  titles: [],
  texts: [],
  sources: [],
  options: [],
  attachments: [],
  corrections: [],
  groups: [],
  event: undefined,
})

const asSeenBy = (actor: Actor, post: WholePost) => {
  if (isTheirs(actor, post)) return post
  const seen = forReaders(post)
  return post.state === 'withdrawn' ? withoutWords(seen) : seen
}

export const readPost = async (deps: Deps, actor: Actor, id: string) =>
  asSeenBy(actor, await readSeen(deps, actor, id))

export interface Attached {
  readonly id: string
  readonly attachmentId: string
}

/** Where something that a post carries can be fetched, for whoever reads it. */
export const openAttachment = async (deps: Deps, actor: Actor, { id, attachmentId }: Attached) =>
  addressOf(deps, (await readPost(deps, actor, id)).attachments, attachmentId)

/** A page of heads without what is between an author and the coordinators. */
const seenBy = (actor: Actor, { items, next }: Page<Post>) => {
  const seen = items.map((each) => {
    if (isTheirs(actor, each)) return each
    const { contactId: _, hold: __, heldFrom: ___, ...open } = each
    return open
  })
  return { items: seen, ...(next && { next }) }
}

interface Appeals {
  readonly id: string
  /** Whether whoever asks is inside the coalition that campaigns. */
  readonly isInside: boolean
  readonly page: Paging
}

/** The appeals to join a campaign that somebody may know of. */
export const appealsTo = async ({ store }: Deps, actor: Actor, { id, isInside: inside, page }: Appeals) =>
  seenBy(actor, await postsIn(store, appealsOf(id, inside ? 'inside' : 'members'), page))

/** The appeals to join a campaign, newest first, as far as who asks may read them. */
export const listAppeals = async (deps: Deps, actor: Actor, { id, page }: { id: string; page: Paging }) => {
  permit(actor, 'post.list')
  const campaign = await readCampaign(deps, actor, id)
  const appeals = { id: campaign.id, isInside: await isInside(deps.store, actor, campaign), page }
  return appealsTo(deps, actor, appeals)
}

interface Listing {
  readonly filter: PostFilter & {
    readonly coalitionId?: string | undefined
    /** One's own organization's, in every state; or those that are held, for coordinators. */
    readonly of?: 'own' | 'held' | undefined
  }
  readonly page: Paging
}

const listFor = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, of, ...filter }: Listing['filter'],
): Promise<string> => {
  if (of === 'own') return postsOfOrganization(authorOf(actor).organizationId)
  if (of === 'held') {
    permit(actor, 'post.hold')
    return heldPosts
  }
  if (!coalitionId) return listOfPosts('members', filter)
  const home = homeOf(actor)
  const stands = home && (await standingIn(deps.store, coalitionId, home))
  if (!stands && !isCoordinator(actor)) throw notFound('coalition')
  return listOfPosts(`coalition#${coalitionId}` as Readership, filter)
}

/** Heads of posts, newest first: what members read, one coalition's, one's own, or those that are held. */
export const listPosts = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'post.list')
  return seenBy(actor, await postsIn(deps.store, await listFor(deps, actor, filter), page))
}

/** An organization that the public may know of as a member; who publishes is not named by it otherwise. */
const namedInPublic = async (store: Store, id: string) => {
  const found = await findOrganization(store, id)
  return found && isPublic(found) ? found.name : undefined
}

/** A post that the public may read, or that it was taken back; any other does not exist. */
export const readPublicPost = async ({ store }: Pick<Deps, 'store'>, id: string) => {
  const found = /^pst_[0-9a-z]{1,32}$/.test(id) ? await findPost(store, id) : undefined
  if (found?.audience.to !== 'public' || !(isOut(found.state) || found.state === 'withdrawn'))
    throw noSuchPost()
  const seen = found.state === 'withdrawn' ? withoutWords(forReaders(found)) : forReaders(found)
  return { ...seen, author: await namedInPublic(store, found.organizationId) }
}

/** Where anybody can fetch what a public post carries. */
export const openPublicAttachment = async (
  deps: Pick<Deps, 'store' | 'files'>,
  { id, attachmentId }: Attached,
) => addressOf(deps, (await readPublicPost(deps, id)).attachments, attachmentId)

/** Heads of public posts, newest first. */
export const listPublicPosts = (
  { store }: Pick<Deps, 'store'>,
  { filter, page }: { filter: PostFilter; page: Paging },
): Promise<Page<Post>> => postsIn(store, listOfPosts('public', filter), page)
