import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { may } from '../../../../../shared/access/permit.ts'
import type { Deed } from '../../../../../shared/access/table.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import { directionOf } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { styleSource } from '../../layout.tsx'
import { scriptPath, stylePath } from './assets.ts'
import { Token } from './fields.tsx'
import { readerOf } from './session.ts'

/** A frame without an address of its own is under the policy of its page, and has the style of what it shows. */
const policyOf = ({ frames = false }: Pick<Head, 'frames'>) =>
  [
    "default-src 'none'",
    frames ? `style-src 'self' ${styleSource}` : "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

interface Place {
  readonly path: string
  readonly words: Key
  /** Who may not do this has no such page; without it, everybody has. */
  readonly deed?: Deed
}

/** The parts of the console, in the order of a coordinator's night. */
const places = [
  { path: '/console', words: 'console.today' },
  { path: '/console/alerts', words: 'console.alerts', deed: 'alert.list' },
  { path: '/console/situations', words: 'console.situations', deed: 'situation.list' },
  { path: '/console/coalitions', words: 'console.coalitions', deed: 'coalition.list' },
  { path: '/console/meetings', words: 'console.meetings', deed: 'meeting.list' },
  { path: '/console/posts', words: 'console.posts', deed: 'post.list' },
  { path: '/console/briefings', words: 'console.briefings', deed: 'briefing.read' },
  { path: '/console/cases', words: 'console.cases', deed: 'case.list' },
  { path: '/console/library', words: 'library.title', deed: 'library.read' },
  { path: '/console/roster', words: 'console.roster', deed: 'organization.list' },
  { path: '/console/own', words: 'console.own' },
  { path: '/console/report', words: 'console.report', deed: 'field-report.file' },
  { path: '/console/history', words: 'console.history', deed: 'event.list' },
  { path: '/console/integrations', words: 'console.integrations', deed: 'webhook.list' },
  { path: '/console/settings', words: 'console.settings', deed: 'settings.read' },
  { path: '/console/sessions', words: 'console.sessions' },
] as const satisfies readonly Place[]

const isOpen = (c: Context<Env>, { deed }: Place) =>
  deed === undefined || may(c.var.actor, deed, { organizationId: undefined, standing: 'observer' })

const Menu = ({ c, words: { t }, here }: { c: Context<Env>; words: Reader['words']; here: string }) => (
  <nav class="menu" aria-label={t('console.menu')}>
    <ul>
      {places
        .filter((place) => isOpen(c, place))
        .map(({ path, words }) => (
          <li>
            <a href={path} aria-current={path === here ? 'page' : undefined}>
              {t(words)}
            </a>
          </li>
        ))}
    </ul>
  </nav>
)

const Top = ({ c, reader: { words, contact, organization } }: { c: Context<Env>; reader: Reader }) => (
  <header class="top">
    <b>{c.var.deps.config.alliance}</b>
    <span class="small soft">
      <bdi>{contact?.name ?? organization?.name ?? ''}</bdi>
    </span>
    <form method="post" action="/console/sign-out">
      <Token c={c} />
      <button type="submit">{words.t('sign-out')}</button>
    </form>
  </header>
)

export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500

export interface Head {
  readonly title: string
  readonly status?: Status
  /** The part of the console that the page belongs to. */
  readonly here?: (typeof places)[number]['path']
  /** Seconds after which a browser without script looks again. */
  readonly again?: number | undefined
  /** Whether a part of it is looked at anew while somebody writes. */
  readonly live?: boolean
  /** Whether it takes all the room there is. */
  readonly wide?: boolean
  /** Whether it shows public pages in a frame. */
  readonly frames?: boolean
}

interface Document extends Pick<Head, 'title' | 'again' | 'live'> {
  /** The address of a script besides. */
  readonly script?: string | undefined
  readonly reader: Reader
  readonly body: Child
}

const Document = ({ reader, title, again, live, script, body }: Document) => (
  <html lang={reader.words.language} dir={directionOf(reader.words.language)}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <link rel="stylesheet" href={stylePath} />
      {(again || live) && <script src={scriptPath} defer />}
      {script && <script src={script} defer />}
      {again && (
        <noscript>
          <meta http-equiv="refresh" content={String(again)} />
        </noscript>
      )}
    </head>
    <body>{body}</body>
  </html>
)

type Answered = Pick<Head, 'frames' | 'status'> & { readonly language: string }

const answer = (c: Context<Env>, document: unknown, { language, status, frames }: Answered) => {
  c.header('Content-Security-Policy', policyOf({ frames }))
  c.header('Content-Language', language)
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  return c.html(html`<!DOCTYPE html>${document}`, status ?? 200)
}

/** A page of the console for who has signed in. */
export const consolePage = async (
  c: Context<Env>,
  { here = '/console', wide = false, ...head }: Head,
  children: Child,
) => {
  const reader = await readerOf(c)
  const body = (
    <>
      <a class="skip" href="#content">
        {reader.words.t('console.skip')}
      </a>
      <Top c={c} reader={reader} />
      <div class={wide ? 'body wide' : 'body'}>
        <Menu c={c} words={reader.words} here={here} />
        <main id="content">{children}</main>
      </div>
    </>
  )
  const document = <Document {...head} reader={reader} body={body} />
  return answer(c, document, { ...head, language: reader.words.language })
}

/** A page for who has not: in the language that their browser asks for, and without the menu. */
export const gatePage = async (
  c: Context<Env>,
  { title, status, script }: Pick<Head, 'title' | 'status'> & Pick<Document, 'script'>,
  children: Child,
) => {
  const reader = await readerOf(c)
  const body = (
    <main class="alone">
      <p class="soft">{c.var.deps.config.alliance}</p>
      <h1>{title}</h1>
      {children}
    </main>
  )
  const document = <Document reader={reader} title={title} script={script} body={body} />
  return answer(c, document, { status, language: reader.words.language })
}
