import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { attach } from '../attachments/attach.ts'
import type { Deps } from '../deps.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { authorOf, requireCampaign, written } from './content.ts'
import { correctInstead, noSuchPost } from './errors.ts'
import { happened } from './happened.ts'
import { createPost, getPost, replacePost } from './repository.ts'
import {
  type Post,
  type PostChange,
  type PostContent,
  type PostInput,
  post,
  type WholePost,
} from './schema.ts'

/** Begins a post in the name of one's own organization; nobody else sees it until it is published. */
export const draftPost = async (deps: Deps, actor: Actor, input: PostInput): Promise<WholePost> => {
  const author = authorOf(actor)
  permit(actor, 'post.write', author)
  const id = deps.ids.next('post')
  const { head, content: said } = await written(deps, author.organizationId, input)
  await requireCampaign(deps.store, { ...head, ...author })
  const made: Post = { ...head, ...author, id, state: 'draft', ...newRecord(deps.clock.now()) }
  const { files, actions } = await attach(deps, { to: made, before: [], ids: input.attachmentIds })
  const content: PostContent = { ...said, attachments: files, corrections: [] }
  await deps.store.transact([
    ...createPost(made, content),
    ...actions,
    ...happened(deps, actor, 'post.drafted', made),
  ])
  return { ...made, ...content }
}

/** A post of the actor's own organization; to change any other, it does not exist. */
export const getOwn = async (deps: Deps, actor: Actor, id: string): Promise<WholePost> => {
  const { organizationId } = authorOf(actor)
  permit(actor, 'post.write', { organizationId })
  const found = await getPost(deps.store, id)
  if (found.organizationId !== organizationId) throw noSuchPost()
  return found
}

/** What a post would have been written with, changed. */
export const changedInput = (before: WholePost, change: PostChange): PostInput => {
  const { kind, texts, situationIds, places, stages, groups, audience, sources, options, attachments } =
    before
  const { event = before.event, campaignId = before.campaignId, ...rest } = change
  const attachmentIds = attachments.map(({ id }) => id)
  const kept = {
    kind,
    texts,
    situationIds,
    places,
    stages,
    groups,
    audience,
    sources,
    options,
    attachmentIds,
  }
  return { ...kept, ...rest, event: event ?? undefined, campaignId: campaignId ?? undefined } as PostInput
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: PostChange
}

/** Changes a draft. */
export const updatePost = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<WholePost> => {
  const before = await getOwn(deps, actor, id)
  requireVersion('post', before, version)
  if (before.state !== 'draft') throw correctInstead()
  const input = changedInput(before, change)
  const { head, content: said } = await written(deps, before.organizationId, input)
  await requireCampaign(deps.store, { ...before, ...head })
  const after = revise(post.parse(before), head, deps.clock.now())
  const { files, actions } = await attach(deps, {
    to: before,
    before: before.attachments,
    ids: input.attachmentIds,
  })
  const content = { ...said, attachments: files, corrections: before.corrections }
  await deps.store.transact([
    ...replacePost(post.parse(before), after, content),
    ...actions,
    ...happened(deps, actor, 'post.updated', after),
  ])
  return { ...after, ...content }
}
