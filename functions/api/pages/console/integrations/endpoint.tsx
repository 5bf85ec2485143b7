import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { DomainError, notFound } from '../../../../../shared/errors.ts'
import { listAttempts, readEndpoint } from '../../../../../shared/webhooks/read.ts'
import { replayEvents } from '../../../../../shared/webhooks/replay.ts'
import { rotateSecret, versionOfSecrets } from '../../../../../shared/webhooks/rotate.ts'
import { replayInput } from '../../../../../shared/webhooks/schema.ts'
import { testEndpoint } from '../../../../../shared/webhooks/test.ts'
import { updateEndpoint } from '../../../../../shared/webhooks/update.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { secretOf } from '../../../http/held.ts'
import { Line, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, givenIn, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { instantIn } from '../shell/local-time.ts'
import { Done, Listed, NextPage, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Turn } from '../shell/turn.tsx'

interface Shown {
  readonly status?: Status
  /** The secret that was just made, on the only page that ever shows it. */
  readonly rotated?: Awaited<ReturnType<typeof rotateSecret>>
}

/** What was tried at an endpoint, the newest first, and what can be done with it. */
const show = async (c: Context<Env>, form: Filled, { status = 200, rotated }: Shown = {}) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'webhook')
  const page = pageOf(c, { limit: 50, cursor: c.req.query('cursor') })
  const [reader, endpoint, { items, next }, secrets] = await Promise.all([
    readerOf(c),
    readEndpoint(deps, actor, id),
    listAttempts(deps, actor, { id, page }),
    versionOfSecrets(deps, id),
  ])
  const { words } = reader
  const { t } = words
  const path = `/console/integrations/${id}`
  const field = { form, words }
  return consolePage(
    c,
    { title: new URL(endpoint.url).host, here: '/console/integrations', status },
    <>
      <h1>
        <bdi>{endpoint.url}</bdi>
      </h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal {...field} />
      {rotated && (
        <div class="notice">
          <p>
            {t('console.secret-once')} {t('console.old-secret')}
            {rotated.previousSignsUntil && ' '}
            {rotated.previousSignsUntil && <When at={rotated.previousSignsUntil} reader={reader} />}
          </p>
          <p>
            <code lang="en" dir="ltr">
              {rotated.secret}
            </code>
          </p>
        </div>
      )}
      <section class="sheet">
        <p>
          <span class={`badge ${endpoint.enabled ? 'good' : 'warning'}`}>
            {t(endpoint.enabled ? 'console.enabled' : 'console.disabled')}
          </span>{' '}
          {endpoint.disabledReason && t(`console.disabled.${endpoint.disabledReason}`)}{' '}
          <code lang="en" dir="ltr">
            {endpoint.types.join(', ')}
          </code>
        </p>
        <div class="acts">
          <Turn c={c} action={`${path}/test`} words={t('console.try-it')} look="quiet" />
          <Turn
            c={c}
            action={`${path}/secret`}
            words={t('console.new-secret')}
            look="quiet"
            carries={{ once: randomUUID(), version: secrets }}
          />
          <form method="post" action={`${path}/switch`}>
            <Token c={c} />
            <input type="hidden" name="version" value={String(endpoint.version)} />
            <button type="submit" class="quiet" name="enabled" value={endpoint.enabled ? 'no' : 'yes'}>
              {t(endpoint.enabled ? 'console.switch-off' : 'console.switch-on')}
            </button>
          </form>
        </div>
        <details open={form.typed['since'] !== undefined}>
          <summary>{t('console.replay')}</summary>
          <form method="post" action={`${path}/replay`}>
            <Token c={c} />
            <Line {...field} name="since" type="datetime-local" label={t('console.replay.since')} required />
            <Line {...field} name="until" type="datetime-local" label={t('console.replay.until')} required />
            <p class="acts">
              <button type="submit">{t('console.replay')}</button>
            </p>
          </form>
        </details>
      </section>
      <Listed
        title={t('console.attempts')}
        items={items.map(({ type, attempt, at, status, failure }) => (
          <>
            <code lang="en" dir="ltr">
              {type}
            </code>{' '}
            <span class={`badge ${status !== undefined && status < 300 ? 'good' : 'warning'}`}>
              {status ?? failure}
            </span>
            <p class="small soft">
              <When at={at} reader={reader} /> · #{attempt}
            </p>
          </>
        ))}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}

export const endpointPage = (c: Context<Env>) => show(c, filledWith({}))

const act = (take: (c: Context<Env>, id: string, typed: Filled['typed']) => Promise<unknown>) =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'webhook')
      await take(c, id, typed)
      return `/console/integrations/${id}?done=saved`
    },
    again: (form, status) => show(c, form, { status }),
  }))

/** The same form sent again is told the same secret; one from a page that others were ahead of is stale. */
export const secretFromForm = posted((c) => ({
  act: async (typed) => {
    const request = givenIn(typed, 'once')
    if (!request) throw new DomainError('malformed', 'The form names no request.')
    const once = { request, version: versionIn(typed) }
    const rotated = await rotateSecret(c.var.deps, c.var.actor, { id: idIn(c, 'webhook'), once })
    return show(c, filledWith({}), { rotated })
  },
  again: (form, status) => show(c, form, { status }),
}))

export const testFromForm = act((c, id) => testEndpoint(c.var.deps, c.var.actor, id))

export const switchFromForm = act((c, id, typed) => {
  const wanted = valueIn(typed, 'enabled')
  if (wanted !== 'yes' && wanted !== 'no') throw notFound('switch')
  const change = { enabled: wanted === 'yes' }
  return updateEndpoint(c.var.deps, c.var.actor, {
    ...{ id, version: versionIn(typed), change },
    with: secretOf(c),
  })
})

export const replayFromForm = act(async (c, id, typed) => {
  const { timeZone } = await readerOf(c)
  const what = parsed(replayInput, {
    since: instantIn(typed, 'since', timeZone),
    until: instantIn(typed, 'until', timeZone),
  })
  return replayEvents(c.var.deps, c.var.actor, { id, what })
})
