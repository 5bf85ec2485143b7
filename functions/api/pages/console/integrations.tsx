import type { Context } from 'hono'
import { listTokens, revokeToken } from '../../../../shared/identity/tokens.ts'
import { listAttempts, listEndpoints, readEndpoint } from '../../../../shared/webhooks/read.ts'
import { pageOf, pathOfNext } from '../../http/answers.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { Token } from './shell/fields.tsx'
import { consolePage } from './shell/frame.tsx'
import { Done, Listed, NextPage, When } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'

/** The endpoints of the reader's organization, and the reader's own tokens. */
const integrationsPage = async (c: Context<Env>) => {
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
    { title: t('console.integrations'), here: '/console/integrations' },
    <>
      <h1>{t('console.integrations')}</h1>
      <Done said={c.req.query('done')} words={words} />
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
        empty={t('console.nothing')}
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
      />
    </>,
  )
}

/** What was tried at an endpoint, the newest first. */
const endpointPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'webhook')
  const page = pageOf(c, { limit: 50, cursor: c.req.query('cursor') })
  const [reader, endpoint, { items, next }] = await Promise.all([
    readerOf(c),
    readEndpoint(deps, actor, id),
    listAttempts(deps, actor, { id, page }),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: new URL(endpoint.url).host, here: '/console/integrations' },
    <>
      <h1>
        <bdi>{endpoint.url}</bdi>
      </h1>
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

/** Whatever listens or acts from outside for the reader. */
export const integrationPages = (pages: Router) => {
  pages.get('/console/integrations', integrationsPage)
  pages.get('/console/integrations/:id', endpointPage)
  pages.post(
    '/console/tokens/:id/revoke',
    posted((c) => ({
      act: async () => {
        await revokeToken(c.var.deps, c.var.actor, idIn(c, 'token'))
        return '/console/integrations?done=saved'
      },
      again: () => integrationsPage(c),
    })),
  )
}
