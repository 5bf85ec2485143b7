import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { attach } from '../attachments/attach.ts'
import type { Deps } from '../deps.ts'
import type { EventType } from '../events/schema.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { requireCampaign, requireVoice, written } from './content.ts'
import { changedInput, getOwn } from './draft.ts'
import { cannotBecome, tooOftenCorrected } from './errors.ts'
import { happened } from './happened.ts'
import { readSeen } from './read.ts'
import { replacePost } from './repository.ts'
import {
  type Post,
  type PostCorrection,
  type PostState,
  post,
  postContent,
  reachableFrom,
  type WholePost,
} from './schema.ts'

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

const refuseFrom = (from: PostState, to: PostState) => {
  if (!reachableFrom[to].includes(from)) throw cannotBecome(from, to)
}

interface Step {
  readonly before: WholePost
  readonly change: Partial<Post>
  readonly type: EventType
}

const step = async (deps: Deps, actor: Actor, { before, change, type }: Step): Promise<WholePost> => {
  const head = post.parse(before)
  const after = revise(head, change, deps.clock.now())
  await deps.store.transact([...replacePost(head, after), ...happened(deps, actor, type, after)])
  return { ...after, ...postContent.parse(before) }
}

/** Has those whom a draft is for read it. */
export const publishPost = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<WholePost> => {
  const before = await getOwn(deps, actor, id)
  requireVersion('post', before, version)
  // What is held goes on by `releasePost`, which the author has no part in.
  if (before.state !== 'draft') throw cannotBecome(before.state, 'published')
  await requireVoice(deps.store, before)
  await requireCampaign(deps.store, before)
  const publishedAt = deps.clock.now().toISOString()
  return step(deps, actor, { before, change: { state: 'published', publishedAt }, type: 'post.published' })
}

/** A post keeps its corrections for good, and must fit a row. */
const mostCorrections = 50

interface Correction extends Named {
  readonly correction: PostCorrection
}

/** Says something else from now on, and what has changed. */
export const correctPost = async (
  deps: Deps,
  actor: Actor,
  { id, version, correction }: Correction,
): Promise<WholePost> => {
  const before = await getOwn(deps, actor, id)
  requireVersion('post', before, version)
  if (before.state === 'held') throw cannotBecome('held', 'corrected')
  refuseFrom(before.state, 'corrected')
  if (before.corrections.length >= mostCorrections) throw tooOftenCorrected()
  const { changed, ...change } = correction
  const input = changedInput(before, change)
  const { head, content: said } = await written(deps, before.organizationId, input)
  if (head.campaignId !== before.campaignId) await requireCampaign(deps.store, { ...before, ...head })
  const now = deps.clock.now()
  const after = revise(post.parse(before), { ...head, state: 'corrected' as const }, now)
  const corrections = [...before.corrections, { at: now.toISOString(), changed }]
  const { files, actions } = await attach(deps, {
    to: before,
    before: before.attachments,
    ids: input.attachmentIds,
  })
  const content = { ...said, attachments: files, corrections }
  await deps.store.transact([
    ...replacePost(post.parse(before), after, content),
    ...actions,
    ...happened(deps, actor, 'post.corrected', after),
  ])
  return { ...after, ...content }
}

interface WithReason extends Named {
  readonly reason: string
}

const because = (deps: Deps, actor: Actor, reason: string) => ({
  reason,
  at: deps.clock.now().toISOString(),
  by: stampOf(actor),
})

/** Takes a post out of sight for the time being; its author hears why. */
export const holdPost = async (deps: Deps, actor: Actor, { id, version, reason }: WithReason) => {
  permit(actor, 'post.hold')
  const before = await readSeen(deps, actor, id)
  requireVersion('post', before, version)
  refuseFrom(before.state, 'held')
  const heldFrom = before.state === 'corrected' ? ('corrected' as const) : ('published' as const)
  const change = { state: 'held' as const, heldFrom, hold: because(deps, actor, reason) }
  return step(deps, actor, { before, change, type: 'post.held' })
}

/** Lets a post be read again as it was. */
export const releasePost = async (deps: Deps, actor: Actor, { id, version }: Named) => {
  permit(actor, 'post.hold')
  const before = await readSeen(deps, actor, id)
  requireVersion('post', before, version)
  if (before.state !== 'held') throw cannotBecome(before.state, 'published')
  const change = { state: before.heldFrom ?? 'published', heldFrom: undefined, hold: undefined }
  return step(deps, actor, { before, change: change as Partial<Post>, type: 'post.released' })
}

/** Takes a post back for good: its author, or a coordinator. Its place says why; its words are gone from sight. */
export const withdrawPost = async (deps: Deps, actor: Actor, { id, version, reason }: WithReason) => {
  const before = await readSeen(deps, actor, id)
  permit(actor, 'post.withdraw', { organizationId: before.organizationId })
  requireVersion('post', before, version)
  refuseFrom(before.state, 'withdrawn')
  const change = { state: 'withdrawn' as const, withdrawal: because(deps, actor, reason) }
  return step(deps, actor, { before, change, type: 'post.withdrawn' })
}
