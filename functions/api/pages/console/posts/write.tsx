import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { draftPost, updatePost } from '../../../../../shared/publications/draft.ts'
import { correctPost } from '../../../../../shared/publications/publish.ts'
import { readPost } from '../../../../../shared/publications/read.ts'
import {
  postChange,
  postCorrection,
  postInput,
  postKinds,
} from '../../../../../shared/publications/schema.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice, Paragraphs } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { campaignIn, campaignsToJoin, withItsOwn } from './campaign.tsx'
import { PostForm } from './form.tsx'
import { contentIn, requireAll, typedOf } from './input.ts'
import { ownPost, requireAuthor } from './own.ts'

/** What a post can be about, and whom it can be for. */
const pickable = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const [situations, coalitions, campaigns] = await Promise.all([
    listSituations(deps, actor, { filter: {}, page: { limit: 50 } }),
    listCoalitions(deps, actor, { page: { limit: 50 } }),
    campaignsToJoin(c),
  ])
  return {
    campaigns,
    situations: situations.items.map(({ id, title }) => ({ value: id, label: title })),
    coalitions: coalitions.items.map(({ id, name }) => ({ value: id, label: name })),
  }
}

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  requireAuthor(c)
  const [reader, picks] = await Promise.all([readerOf(c), pickable(c)])
  const { words } = reader
  const { t } = words
  const kinds = postKinds.map((value) => ({ value, label: t(`post.kind.${value}`) }))
  return consolePage(
    c,
    { title: t('console.write-post'), here: '/console/posts', status },
    <>
      <h1>{t('console.write-post')}</h1>
      <PostForm
        c={c}
        form={form}
        reader={reader}
        {...picks}
        action="/console/posts/new"
        isOut={false}
        beginning={
          <>
            <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
            <Choice form={form} words={words} name="kind" label={t('console.post.kind')} options={kinds} />
          </>
        }
      />
    </>,
  )
}

const empty = async (c: Context<Env>): Promise<Typed> => ({
  once: [randomUUID()],
  kind: ['news'],
  'audience.to': ['members'],
  'event.timeZone': [(await readerOf(c)).timeZone],
  'event.durationMinutes': ['60'],
})

export const newPostPage = async (c: Context<Env>) => {
  const campaignId = c.req.query('campaign')
  const begun: Typed = campaignId ? { kind: ['appeal'], campaignId: [campaignId] } : {}
  return showNew(c, filledWith({ ...(await empty(c)), ...begun }))
}

export const postFromForm = posted((c) => ({
  act: async (typed) => {
    const input = parsed(postInput, { kind: valueIn(typed, 'kind'), ...contentIn(typed) })
    const made = await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: input },
      (deps) => draftPost(deps, c.var.actor, input),
      (deps) => readPost(deps, c.var.actor, deps.ids.next('post')),
    )
    return `/console/posts/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, form, status),
}))

const showEdit = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const [reader, post, picks] = await Promise.all([readerOf(c), ownPost(c), pickable(c)])
  const campaigns = await withItsOwn(c, post, picks.campaigns)
  const { words } = reader
  const { t } = words
  const shown = form ?? filledWith({ ...(await empty(c)), ...typedOf(post) })
  const isOut = post.state !== 'draft'
  const title = t(isOut ? 'console.correct-post' : 'console.change')
  return consolePage(
    c,
    { title, here: '/console/posts', status },
    <>
      <h1>{title}</h1>
      <PostForm
        c={c}
        form={shown}
        reader={reader}
        {...picks}
        campaigns={campaigns}
        action={`/console/posts/${post.id}/edit`}
        isOut={isOut}
        beginning={<input type="hidden" name="version" value={String(post.version)} />}
        end={
          isOut && (
            <Paragraphs
              form={shown}
              words={words}
              name="changed"
              label={t('console.what-changed')}
              rows={3}
              maxlength={2000}
              required
            />
          )
        }
      />
    </>,
  )
}

export const editPostPage = (c: Context<Env>) => showEdit(c)

export const changePostFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const before = await ownPost(c)
    requireAll(before, typed)
    const { id } = before
    const version = versionIn(typed)
    // What was taken out of the form is taken out of the post.
    const { audience, event = null, campaignId: _, ...content } = contentIn(typed)
    const of = campaignIn(typed)
    if (before.state === 'draft') {
      const change = parsed(postChange, { ...content, audience, event, ...of })
      await updatePost(deps, actor, { id, version, change })
    } else {
      const changed = valueIn(typed, 'changed')
      const correction = parsed(postCorrection, { ...content, event, ...of, changed })
      await correctPost(deps, actor, { id, version, correction })
    }
    return `/console/posts/${id}?done=saved`
  },
  again: (form, status) => showEdit(c, form, status),
}))
