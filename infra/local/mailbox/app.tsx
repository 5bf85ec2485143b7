import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Mailbox } from '../ses/mailbox.ts'
import { queryApi } from '../ses/query-api.ts'
import type { SesService } from '../ses/service.ts'
import { inboundRoutes, type receiveMail } from '../triggers/inbound-mail.ts'
import { guard } from './guard.ts'
import { ListPage } from './list-page.tsx'
import { mailRoutes } from './mail-routes.tsx'
import { storeRoutes } from './store.ts'
import { stylesheet } from './stylesheet.ts'

interface Parts {
  readonly mailbox: Mailbox
  readonly ses: SesService
  readonly receive: ReturnType<typeof receiveMail>
  readonly alliance: string
}

const pageNumber = (text: string | undefined) => (/^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1)

/** The local SES and its mailbox: the calls of the mail port, mail coming in, and mail to look at. */
export const mailboxApp = ({ mailbox, ses, receive, alliance }: Parts) =>
  new Hono<{ Bindings: HttpBindings }>()
    .use(guard)
    .route('/', queryApi(ses))
    .route('/', inboundRoutes(receive))
    .route('/', storeRoutes(mailbox))
    .route('/', mailRoutes(mailbox, alliance))
    .get('/style.css', (c) => c.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/', (c) =>
      c.html(
        <ListPage
          alliance={alliance}
          summaries={mailbox.summaries}
          to={c.req.query('to')?.trim() ?? ''}
          page={pageNumber(c.req.query('page'))}
        />,
      ),
    )
