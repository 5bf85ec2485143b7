import type { Context } from 'hono'
import { confirmContact, denyContact } from '../../../../shared/organizations/confirmation/confirm.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { isolated, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Capability, openCapability } from './capability.ts'

const ask = (c: Context<Env>, { contact, organization, words: { t, language } }: Capability) =>
  page(
    c,
    { title: t('confirm.title'), language },
    <>
      <p>{t('confirm.question', { address: contact.email, organization: isolated(organization.name) })}</p>
      <form method="post">
        <button type="submit" name="answer" value="yes">
          {t('confirm.yes')}
        </button>
        <button type="submit" name="answer" value="no">
          {t('confirm.no')}
        </button>
      </form>
    </>,
  )

const done = (
  c: Context<Env>,
  { words: { t, language } }: Capability,
  key: 'confirm.thanks' | 'confirm.denied',
) =>
  page(
    c,
    { title: t('confirm.title'), language },
    <p class="notice" role="status">
      {t(key)}
    </p>,
  )

/** `/confirm/{token}`: "is this you, still the one?" GET shows, POST answers, for scanners open every link. */
export const confirmPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/confirm/:token', async (c) => ask(c, await openCapability(c, 'confirm')))
  pages.post('/confirm/:token', async (c) => {
    const capability = await openCapability(c, 'confirm')
    const { answer } = await formOf(c)
    if (answer === 'yes') {
      await confirmContact(c.var.deps, capability.actor)
      return done(c, capability, 'confirm.thanks')
    }
    if (answer !== 'no') return ask(c, capability)
    await denyContact(c.var.deps, capability.actor)
    return done(c, capability, 'confirm.denied')
  })
  app.route('/', pages)
}
