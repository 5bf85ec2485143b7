import { html } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'

type Props = PropsWithChildren<{ readonly title: string; readonly alliance: string }>

export const Layout = ({ title, alliance, children }: Props) => (
  <>
    {html`<!doctype html>`}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">
            Mailbox
          </a>
          <span class="alliance" dir="auto">
            {alliance}
          </span>
        </header>
        <main>{children}</main>
      </body>
    </html>
  </>
)

const formats = {
  full: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
  short: new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }),
}

export const When = ({ at, as = 'full' }: { readonly at: string; readonly as?: keyof typeof formats }) => (
  <time datetime={at}>{formats[as].format(new Date(at))}</time>
)
