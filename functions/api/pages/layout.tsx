import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { directionOf } from '../../../shared/rendering/language.ts'
import type { Env } from '../http/env.ts'
import { colours, typeface } from './colours.ts'

// Small enough to come with the page, and plain enough for an old phone.
const style = [
  'body{margin:0;padding:1em;font:1em/1.5 sans-serif;overflow-wrap:anywhere}',
  'header,main{max-width:36em;margin:0 auto}',
  'header{padding-bottom:.5em;border-bottom:1px solid}',
  'h1{font-size:1.4em;line-height:1.3}h2{font-size:1.2em;line-height:1.3}h3{font-size:1.05em}dt{font-weight:bold}dd{margin:0 0 .75em}',
  'label{display:block;margin:.75em 0 .25em}input,textarea,select{font:inherit;max-width:100%;box-sizing:border-box}textarea{width:100%}',
  'button{display:block;width:100%;margin:.75em 0;padding:.75em;font:inherit;font-weight:bold}',
  '.list{margin:0;padding:0;list-style:none}.list li{padding:.75em 0;border-bottom:1px solid}',
  '[hidden]{display:none}nav,footer{margin-top:2em}nav a,footer a{display:inline-block;margin:0 1em .5em 0}',
  '.notice{padding:.5em .75em;border:2px solid;font-weight:bold}.small{font-size:.9em}.text{white-space:pre-line}',
  // What is looked at has the console's colours and letters; paper keeps its own.
  colours([
    'paper',
    'sheet',
    'ink',
    'soft',
    'line',
    'link',
    'act',
    'on-act',
    'focus',
    'note',
    'watch',
    'warning',
    'emergency',
  ]),
  `@media screen{body{padding:0;font-family:${typeface};background:var(--paper);color:var(--ink)}:lang(ar),:lang(km){line-height:1.75}`,
  'header{max-width:none;padding:.75em max(1em,50% - 18em);background:var(--sheet);border-color:var(--line);font-weight:650}main{padding:1.25em 1em 3em}',
  'a{color:var(--link);text-underline-offset:.18em}:focus-visible{outline:3px solid var(--focus);outline-offset:2px}',
  'form{padding:.25em 1.25em;margin:1.25em 0;background:var(--sheet);border:1px solid var(--line);border-radius:.6em}fieldset{margin:.9em 0;border:1px solid var(--line);border-radius:.5em}label,legend{font-weight:600}fieldset label{font-weight:400}',
  'input,textarea,select{padding:.45em .6em;background:var(--sheet);color:inherit;border:1px solid var(--soft);border-radius:.4em}input[type=radio],input[type=checkbox]{width:1.15em;height:1.15em;vertical-align:-.15em;accent-color:var(--act)}',
  'button{background:var(--act);color:var(--on-act);border:0;border-radius:.4em;cursor:pointer}dt,.small{color:var(--soft)}.list li,footer{border-color:var(--line)}footer{padding-top:1em;border-top:1px solid var(--line)}',
  '.notice{border:0;border-inline-start:4px solid var(--link);background:var(--note);border-radius:.3em}.watch{color:var(--watch)}.warning{color:var(--warning)}.emergency{color:var(--emergency)}}',
  // On paper an alert is two pages: what can only be pressed is left out, and facts stand beside their names.
  '@page{margin:14mm}@media print{body{padding:0;font-size:9.5pt;line-height:1.3}header,main{max-width:none}form,nav,footer{display:none}',
  'p,h1,h2{margin:.4em 0}dl{display:grid;grid-template-columns:11em 1fr;margin:.4em 0}dd{margin:0}h2{break-after:avoid}}',
].join('')

/** By which a policy lets in this style and no other. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const sources = [
  "default-src 'none'",
  `style-src ${styleSource}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]
const policy = sources.join('; ')
const policyWithScript = [...sources, "script-src 'self'", "connect-src 'self'"].join('; ')

/** Somebody's name for the middle of a sentence, whose writing direction it must not turn. */
export const isolated = (name: string) => `\u2068${name}\u2069`

export interface PageHead {
  readonly title: string
  /** Of the page's own words; somebody else's say theirs. */
  readonly language: string
  readonly status?: 200 | 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500
  /** What stands above the page in the place of its title, such as a headline in another language. */
  readonly heading?: Child
  /** Further elements of the document's head. */
  readonly head?: Child
  /** The address of the one script that this page has. */
  readonly script?: string
  /** Whether anybody may keep and index it; a page behind a link is between us and one reader. */
  readonly open?: boolean
}

interface Whole extends Pick<PageHead, 'title' | 'language' | 'heading' | 'head' | 'script'> {
  readonly alliance: string
  readonly children: Child
}

/** The document of a page, as it is answered with and as it is looked at before there is anything to answer. */
export const Whole = ({
  title,
  language,
  alliance,
  heading = <h1>{title}</h1>,
  head,
  script,
  children,
}: Whole) => (
  <html lang={language} dir={directionOf(language)}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <style>{raw(style)}</style>
      {script && <script src={script} defer />}
      {head}
    </head>
    <body>
      <header>{alliance}</header>
      <main>
        {heading}
        {children}
      </main>
    </body>
  </html>
)

/** A whole page in one answer: no script but the one that is named, nothing from elsewhere. */
export const page = (c: Context<Env>, { status = 200, open = false, ...head }: PageHead, children: Child) => {
  c.header('Content-Security-Policy', head.script ? policyWithScript : policy)
  c.header('Content-Language', head.language)
  if (!open) {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
  }
  const whole = (
    <Whole {...head} alliance={c.var.deps.config.alliance}>
      {children}
    </Whole>
  )
  return c.html(html`<!DOCTYPE html>${whole}`, status)
}
