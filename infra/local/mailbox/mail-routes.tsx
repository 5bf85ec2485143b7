import { Hono } from 'hono'
import type { Mailbox } from '../ses/mailbox.ts'
import { MailPage } from './mail-page.tsx'

/** A mail's own HTML runs nothing, loads nothing and sends nothing; its links open beside it. */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

const linksOpenBeside = (html: string) => {
  const base = '<base target="_blank">'
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html
}

const download = (filename: string) => `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`

/** One mail, by the id that the local SES gave it. */
export const mailRoutes = (mailbox: Mailbox, alliance: string) =>
  new Hono()
    .get('/mail/:id', (c) => {
      const mail = mailbox.find(c.req.param('id'))
      return mail ? c.html(<MailPage email={mail.email} alliance={alliance} />) : c.notFound()
    })
    .get('/mail/:id/html', (c) => {
      const mail = mailbox.find(c.req.param('id'))
      if (!mail) return c.notFound()
      return c.html(linksOpenBeside(mail.email.body.html), 200, { 'content-security-policy': mailPolicy })
    })
    .get('/mail/:id/raw', (c) => {
      const mail = mailbox.find(c.req.param('id'))
      if (!mail) return c.notFound()
      return c.body(new Uint8Array(mail.raw), 200, { 'content-type': 'text/plain; charset=utf-8' })
    })
    .get('/mail/:id/attachments/:at', (c) => {
      const attachment = mailbox.find(c.req.param('id'))?.email.attachments[Number(c.req.param('at'))]
      if (!attachment) return c.notFound()
      return c.body(new Uint8Array(Buffer.from(attachment.content, 'base64')), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': download(attachment.filename),
      })
    })
