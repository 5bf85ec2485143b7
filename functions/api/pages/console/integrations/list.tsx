import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { scopes } from '../../../../../shared/access/actor.ts'
import { may, mayOnceProved } from '../../../../../shared/access/permit.ts'
import { listTokens } from '../../../../../shared/identity/tokens.ts'
import { listEndpoints } from '../../../../../shared/webhooks/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Line, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { localTime } from '../shell/local-time.ts'
import { Done, Empty, Listed, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

interface Seen {
  readonly form?: Filled | undefined
  readonly status?: Status
  /** What was just made, shown this once. */
  readonly secret?: string | undefined
}

interface Making {
  readonly c: Context<Env>
  readonly form: Filled
  readonly reader: Reader
}

const month = 30 * 86_400_000

const begun = (c: Context<Env>): Filled =>
  filledWith({
    once: [randomUUID()],
    types: ['*'],
    expiresAt: [localTime(new Date(c.var.deps.clock.now().getTime() + month).toISOString(), 'UTC')],
  })

const Secret = ({ secret, reader: { words } }: { secret: string; reader: Reader }) => (
  <div class="notice" role="status">
    <p>{words.t('console.secret-once')}</p>
    <p dir="ltr">
      <code>{secret}</code>
    </p>
  </div>
)

const NewEndpoint = ({ c, form, reader: { words } }: Making) => {
  const field = { form, words }
  const { t } = words
  return (
    <details open={form.typed['url'] !== undefined}>
      <summary>{t('console.add-endpoint')}</summary>
      <form method="post" action="/console/integrations/endpoints">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Line {...field} name="url" type="url" label="URL" required />
        <Line {...field} name="types" label={t('console.types')} hint={t('console.types.hint')} required />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </details>
  )
}

const NewToken = ({ c, form, reader: { words } }: Making) => {
  const field = { form, words }
  const { t } = words
  return (
    <details open={form.typed['name'] !== undefined}>
      <summary>{t('console.add-token')}</summary>
      <form method="post" action="/console/tokens">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Line {...field} name="name" label={t('console.name')} maxlength={100} required />
        <Boxes
          {...field}
          name="scopes"
          label={t('console.scopes')}
          options={scopes.map((value) => ({ value, label: value }))}
        />
        <Line
          {...field}
          name="expiresAt"
          type="datetime-local"
          label={`${t('alert.expires')} (UTC)`}
          required
        />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </details>
  )
}

/** The endpoints of the reader's organization, and the reader's own tokens. */
export const showIntegrations = async (
  c: Context<Env>,
  { form = begun(c), status = 200, secret }: Seen = {},
) => {
  const { deps, actor } = c.var
  const [reader, endpoints, tokens] = await Promise.all([
    readerOf(c),
    listEndpoints(deps, actor, { limit: 50 }),
    listTokens(deps, actor),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.integrations'), here: '/console/integrations', status },
    <>
      <h1>{t('console.integrations')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {secret && <Secret secret={secret} reader={reader} />}
      <Listed
        title={t('console.endpoints')}
        items={endpoints.items.map(({ id, url, types, enabled }) => (
          <>
            <a href={`/console/integrations/${id}`}>
              <bdi>{new URL(url).host}</bdi>
            </a>{' '}
            <span class={`badge ${enabled ? 'good' : 'warning'}`}>
              {t(enabled ? 'console.enabled' : 'console.disabled')}
            </span>
            <p class="small soft" lang="en" dir="ltr">
              {types.join(', ')}
            </p>
          </>
        ))}
        empty={
          <Empty
            words={reader.words}
            of="console.empty.integrations"
            href="/docs"
            label="console.empty.integrations.reference"
          />
        }
        more={may(actor, 'webhook.create') && <NewEndpoint c={c} form={form} reader={reader} />}
      />
      <Listed
        title={t('console.tokens')}
        items={tokens.map(({ id, name, scopes, expiresAt }) => (
          <>
            <bdi>{name}</bdi>
            <p class="small soft">
              <span lang="en" dir="ltr">
                {scopes.join(', ')}
              </span>{' '}
              · {t('alert.expires')} <When at={expiresAt} reader={reader} />
            </p>
            <form method="post" action={`/console/tokens/${id}/revoke`}>
              <Token c={c} />
              <button type="submit" class="quiet">
                {t('console.revoke')}
              </button>
            </form>
          </>
        ))}
        empty={t('console.nothing')}
        more={mayOnceProved(actor, 'token.create') && <NewToken c={c} form={form} reader={reader} />}
      />
    </>,
  )
}
