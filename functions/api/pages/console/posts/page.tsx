import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import {
  holdPost,
  publishPost,
  releasePost,
  withdrawPost,
} from '../../../../../shared/publications/publish.ts'
import { readPost } from '../../../../../shared/publications/read.ts'
import { reachableFrom, reasonInput, type WholePost } from '../../../../../shared/publications/schema.ts'
import type { Router } from '../../../http/contract.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { PostBody } from '../../public/post-parts.tsx'
import { Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { titleOf } from './list.tsx'

type Post = Awaited<ReturnType<typeof readPost>>

interface Part {
  readonly c: Context<Env>
  readonly post: Post
  readonly form: Filled
  readonly reader: Reader
}

const Version = ({ c, post }: Pick<Part, 'c' | 'post'>) => (
  <>
    <Token c={c} />
    <input type="hidden" name="version" value={String(post.version)} />
  </>
)

/** A step for which somebody says why. */
const Reasoned = ({ step, words, ...part }: Part & { step: 'hold' | 'withdrawal'; words: string }) => {
  const { form, reader } = part
  const name = `${step}.reason`
  return (
    <details open={form.typed[name] !== undefined}>
      <summary>{words}</summary>
      <form method="post" action={`/console/posts/${part.post.id}/${step}`}>
        <Version {...part} />
        <Paragraphs
          form={form}
          words={reader.words}
          name={name}
          label={reader.words.t('meeting.reason')}
          rows={3}
          maxlength={2000}
          required
        />
        <p class="acts">
          <button type="submit" class={step === 'withdrawal' ? 'grave' : undefined}>
            {words}
          </button>
        </p>
      </form>
    </details>
  )
}

/** What its author and the coordinators can do with a post as it stands. */
const Steps = (part: Part) => {
  const { c, post, reader } = part
  const { t } = reader.words
  const { actor } = c.var
  const of = { organizationId: post.organizationId }
  const writes = may(actor, 'post.write', of)
  const holds = may(actor, 'post.hold')
  const from = (state: keyof typeof reachableFrom) => reachableFrom[state].includes(post.state)
  const changes = writes && (post.state === 'draft' || (from('corrected') && post.state !== 'held'))
  const path = `/console/posts/${post.id}`
  const plain = (step: string, words: string) => (
    <form method="post" action={`${path}/${step}`}>
      <Version {...part} />
      <button type="submit">{words}</button>
    </form>
  )
  return (
    <section class="sheet">
      <h2>{t('console.next')}</h2>
      <div class="acts">
        {writes && post.state === 'draft' && plain('publication', t('console.post.publish'))}
        {holds && post.state === 'held' && plain('release', t('console.post.release'))}
        {changes && (
          <a class="button quiet" href={`${path}/edit`}>
            {t(post.state === 'draft' ? 'console.change' : 'console.correct-post')}
          </a>
        )}
        {changes && (
          <a class="button quiet" href={`${path}/files`}>
            {t('post.attachments')}
          </a>
        )}
      </div>
      {holds && from('held') && <Reasoned {...part} step="hold" words={t('console.post.hold')} />}
      {may(actor, 'post.withdraw', of) && from('withdrawn') && (
        <Reasoned {...part} step="withdrawal" words={t('console.post.withdraw')} />
      )}
    </section>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, post] = await Promise.all([readerOf(c), readPost(deps, actor, idIn(c, 'post'))])
  const [author] = await findOrganizations(deps.store, [post.organizationId])
  const { words } = reader
  const { t } = words
  const title = titleOf(post, reader)
  const text = post.texts.find(({ language }) => language === (c.req.query('lang') ?? title?.language))
  // Why it is held is between its author and the coordinators.
  const { hold } = post as Partial<WholePost>
  const home = actor.kind === 'person' ? actor.organizationId : undefined
  return consolePage(
    c,
    { title: title?.title ?? t('post.withdrawn'), here: '/console/posts', status },
    <>
      <p class="soft">
        {t(`console.post.state.${post.state}`)} · {t(`console.post.to.${post.audience.to}`)}
      </p>
      <h1 lang={text?.language} dir="auto">
        {text?.title ?? title?.title ?? t('post.withdrawn')}
      </h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {hold && (
        <p class="notice bad">
          {t('console.post.state.held')} <When at={hold.at} reader={reader} /> <bdi>{hold.reason}</bdi>
        </p>
      )}
      {post.campaignId && (
        <p>
          <a href={`/console/campaigns/${post.campaignId}`}>{t('campaign.for')}</a>
        </p>
      )}
      <section class="sheet">
        <PostBody
          found={{ ...post, author: author?.name }}
          text={post.state === 'withdrawn' ? undefined : (text ?? post.texts[0])}
          words={words}
          at="/console/posts"
        />
      </section>
      {(home === post.organizationId || may(actor, 'post.hold')) && (
        <Steps c={c} post={post} form={form} reader={reader} />
      )}
    </>,
  )
}

type Take = (c: Context<Env>, named: { id: string; version: number }, typed: Typed) => Promise<unknown>

const step = (take: Take) =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'post')
      await take(c, { id, version: versionIn(typed) }, typed)
      return `/console/posts/${id}?done=saved`
    },
    again: (form, status) => show(c, form, status),
  }))

/** Each reason has a field of its own, for both stand on one page. */
const why = (typed: Typed, step: 'hold' | 'withdrawal') =>
  parsed(z.record(z.string(), reasonInput), { [step]: { reason: valueIn(typed, `${step}.reason`) } })[step]!

/** One post, and what becomes of it. */
export const postStepPages = (pages: Router) => {
  const at = '/console/posts/:id'
  pages.get(at, (c) => show(c, filledWith({})))
  pages.post(
    `${at}/publication`,
    step((c, named) => publishPost(c.var.deps, c.var.actor, named)),
  )
  pages.post(
    `${at}/release`,
    step((c, named) => releasePost(c.var.deps, c.var.actor, named)),
  )
  pages.post(
    `${at}/hold`,
    step((c, named, typed) => holdPost(c.var.deps, c.var.actor, { ...named, ...why(typed, 'hold') })),
  )
  pages.post(
    `${at}/withdrawal`,
    step((c, named, typed) =>
      withdrawPost(c.var.deps, c.var.actor, { ...named, ...why(typed, 'withdrawal') }),
    ),
  )
}
