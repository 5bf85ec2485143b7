import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { listPosts } from '../../../../../shared/publications/read.ts'
import { postKind, postKinds } from '../../../../../shared/publications/schema.ts'
import { bestText } from '../../../../../shared/rendering/language.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, Listed, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  show: z
    .enum(['own', 'held', ...postKinds])
    .optional()
    .catch(undefined),
  cursor: z.string().optional(),
})

type Head = Awaited<ReturnType<typeof listPosts>>['items'][number]

/** The title that a reader can read best; nothing of what was withdrawn. */
export const titleOf = ({ titles }: Pick<Head, 'titles'>, { words, contact }: Reader) =>
  titles.length > 0 ? bestText(titles, contact?.languages ?? [words.language]).text : undefined

/** A post in a list. */
export const PostLine = ({ post, reader }: { post: Head; reader: Reader }) => {
  const { t } = reader.words
  const title = titleOf(post, reader)
  return (
    <>
      <a href={`/console/posts/${post.id}`} lang={title?.language} dir="auto">
        {title?.title ?? t('post.withdrawn')}
      </a>
      <p class="small soft">
        {t(`post.kind.${post.kind}`)} · {t(`console.post.state.${post.state}`)} ·{' '}
        <When at={post.publishedAt ?? post.updatedAt} reader={reader} />
      </p>
    </>
  )
}

/** What members publish, the newest first; one's own in every state, and for coordinators what is held. */
export const postListPage = async (c: Context<Env>) => {
  const { show, cursor } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const isOf = show === 'own' || show === 'held'
  const filter = isOf ? { of: show } : { kind: show && postKind.parse(show) }
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listPosts(deps, actor, { filter, page: pageOf(c, { limit: 30, cursor }) }),
  ])
  const { words } = reader
  const { t } = words
  const writes = actor.kind === 'person' && may(actor, 'post.write', { organizationId: actor.organizationId })
  const options = [
    ...(writes ? [{ value: 'own', label: t('console.own') }] : []),
    ...(may(actor, 'post.hold') ? [{ value: 'held', label: t('console.post.state.held') }] : []),
    ...postKinds.map((value) => ({ value, label: t(`post.kind.${value}`) })),
  ]
  return consolePage(
    c,
    { title: t('console.posts'), here: '/console/posts' },
    <>
      <div class="head">
        <h1>{t('console.posts')}</h1>
        {writes && (
          <a class="button" href="/console/posts/new">
            {t('console.write-post')}
          </a>
        )}
      </div>
      {may(actor, 'letter.read') && (
        <p>
          <a href="/console/letters">{t('console.letters')}</a> ·{' '}
          <a href="/console/campaigns">{t('console.campaigns')}</a> ·{' '}
          <a href="/console/offices">{t('console.offices')}</a>
        </p>
      )}
      <Filters words={words}>
        <Choice
          form={filledWith({ show: show ? [show] : [] })}
          words={words}
          name="show"
          label={t('console.show')}
          options={options}
          none={t('console.all')}
        />
      </Filters>
      <Listed
        title={t('console.posts')}
        items={items.map((post) => <PostLine post={post} reader={reader} />)}
        empty={
          <Empty
            words={words}
            {...(show
              ? { of: 'console.empty.filtered', href: '/console/posts' }
              : {
                  of: 'console.empty.posts',
                  href: writes ? '/console/posts/new' : undefined,
                  label: 'console.write-post',
                })}
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
