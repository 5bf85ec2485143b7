import type { Context } from 'hono'
import { DomainError } from '../../../../shared/errors.ts'
import type { Seat } from '../../../../shared/identity/sessions.ts'
import { readSignIn, useSignIn } from '../../../../shared/identity/use-sign-in.ts'
import { organization } from '../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { startSessionCookie } from '../../http/session-cookie.ts'
import { page } from '../layout.tsx'
import { openCapability } from '../links/capability.ts'
import { formOf, pageRouter } from '../page-router.tsx'

/** For which organization; the first choice is the one whose contact got the mail. */
const Choice = ({ seats, first }: { seats: readonly Seat[]; first: string }) => (
  <>
    {seats.map(({ organization: { id, name } }) => (
      <label>
        <input type="radio" name="organizationId" value={id} checked={id === first} /> <bdi>{name}</bdi>
      </label>
    ))}
  </>
)

const form = (c: Context<Env>, { t, language }: Phrases, seats: readonly Seat[], first: string) =>
  page(
    c,
    { title: t('sign-in.title'), language },
    <form method="post">
      {seats.length > 1 && <Choice seats={seats} first={first} />}
      <button type="submit">{t('sign-in.continue')}</button>
    </form>,
  )

const elsewhere = () => new DomainError('forbidden', 'This form was sent from another site.')

/** Another site must not sign its visitors in as somebody else. Old browsers do not say where a form comes from. */
export const refuseOtherSites = (c: Context<Env>) => {
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const own = new URL(c.var.deps.config.publicUrl).origin
  const isOwn = site ? site === 'same-origin' : !origin || origin === 'null' || origin === own
  if (!isOwn) throw elsewhere()
}

const chosen = organization.shape.id

const organizationIn = async (c: Context<Env>) => {
  if (!c.req.header('Content-Type')) return undefined
  const { organizationId } = await formOf(c)
  return organizationId ? chosen.catch(undefined as never).parse(organizationId) : undefined
}

/** `/sign-in/{token}`: GET shows a button, for scanners open every link; POST begins the session. */
export const signInPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/sign-in/:token', async (c) => {
    const { payload, words } = await openCapability(c, 'sign-in')
    return form(c, words, await readSignIn(c.var.deps, payload.subject), payload.organizationId)
  })
  pages.post('/sign-in/:token', async (c) => {
    const { payload, words } = await openCapability(c, 'sign-in')
    refuseOtherSites(c)
    const organizationId = (await organizationIn(c)) ?? payload.organizationId
    const session = await useSignIn(c.var.deps, { id: payload.subject, organizationId })
    startSessionCookie(c, session)
    const { t, language } = words
    return page(
      c,
      { title: t('sign-in.done'), language },
      <>
        {session.person.grants.length > 0 && (
          <p>
            <a href="/factors">{t('factors.title')}</a>
          </p>
        )}
        <p>
          <a href="/console">{t('console.today')}</a>
        </p>
      </>,
    )
  })
  app.route('/', pages)
}
