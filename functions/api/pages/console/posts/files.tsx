import type { Context } from 'hono'
import { invalid } from '../../../../../shared/errors.ts'
import { updatePost } from '../../../../../shared/publications/draft.ts'
import { correctPost } from '../../../../../shared/publications/publish.ts'
import { openAttachment } from '../../../../../shared/publications/read.ts'
import {
  mostFiles,
  postChange,
  postCorrection,
  type WholePost,
} from '../../../../../shared/publications/schema.ts'
import type { Env } from '../../../http/env.ts'
import { Once, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { FileFields, filesIn, staying } from '../shell/file.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { titleOf } from './list.tsx'
import { ownPost } from './own.ts'

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, post] = await Promise.all([readerOf(c), ownPost(c)])
  const { words } = reader
  const { t } = words
  const field = { form, words }
  const path = `/console/posts/${post.id}`
  const title = titleOf(post, reader)
  return consolePage(
    c,
    { title: t('post.attachments'), here: '/console/posts', status },
    <>
      <p>
        <a href={path} lang={title?.language} dir="auto">
          {title?.title ?? t('console.posts')}
        </a>
      </p>
      <h1>{t('post.attachments')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <form class="sheet" method="post" action={`${path}/files`} enctype="multipart/form-data">
        <Token c={c} />
        <Once form={form} />
        <input type="hidden" name="version" value={String(post.version)} />
        <Refusal {...field} />
        <FileFields {...field} carried={post.attachments} most={mostFiles} />
        {post.state !== 'draft' && (
          <Paragraphs
            {...field}
            name="changed"
            label={t('console.what-changed')}
            rows={3}
            maxlength={2000}
            required
          />
        )}
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

interface Asked {
  readonly before: WholePost
  readonly attachmentIds: readonly string[]
  readonly typed: Typed
}

/** Has a post carry these; one that is out is corrected, and its readers are told what has changed. */
const carry = async ({ var: { deps, actor } }: Context<Env>, { before, attachmentIds, typed }: Asked) => {
  const named = { id: before.id, version: versionIn(typed) }
  if (before.state === 'draft')
    await updatePost(deps, actor, { ...named, change: parsed(postChange, { attachmentIds }) })
  else await correctPost(deps, actor, { ...named, correction: correctionIn(typed, attachmentIds) })
}

const correctionIn = (typed: Typed, attachmentIds: readonly string[]) =>
  parsed(postCorrection, { attachmentIds, changed: valueIn(typed, 'changed') })

export const filesPage = (c: Context<Env>) => show(c, filledWith({}))

export const filesFromForm = posted((c) => ({
  act: async (typed) => {
    const before = await ownPost(c)
    const { attachments: carried } = before
    // What readers are told is asked for before anything is kept.
    if (before.state !== 'draft') correctionIn(typed, staying(typed, carried))
    const { ids, isAsked } = await filesIn(c, { typed, before: carried, most: mostFiles })
    if (!isAsked) throw invalid('is to be chosen, or one to be taken off', '#/file')
    const isSo = ids.length === carried.length && carried.every(({ id }) => ids.includes(id))
    if (!isSo) await carry(c, { before, attachmentIds: ids, typed })
    return `/console/posts/${before.id}/files?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

/** Goes on to the file: its address is good for a minute. */
export const openFile = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const { url } = await openAttachment(deps, actor, {
    id: idIn(c, 'post'),
    attachmentId: idIn(c, 'attachment', 'attachmentId'),
  })
  c.header('Cache-Control', 'no-store')
  return c.redirect(url)
}
