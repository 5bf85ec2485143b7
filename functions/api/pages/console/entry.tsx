import type { Context } from 'hono'
import * as z from 'zod'
import { DomainError } from '../../../../shared/errors.ts'
import { askToSignIn } from '../../../../shared/identity/ask-to-sign-in.ts'
import { signOut } from '../../../../shared/identity/sign-out.ts'
import { useSignInCode } from '../../../../shared/identity/use-sign-in.ts'
import type { Key } from '../../../../shared/rendering/catalogue.ts'
import { digitsIn, email } from '../../../../shared/text.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { problems } from '../../http/problem.ts'
import { endSessionCookie, startSessionCookie } from '../../http/session-cookie.ts'
import { sourceOf } from '../../http/source.ts'
import { refuseOtherSites } from '../sign-in/sign-in.tsx'
import { Line, Refusal } from './shell/fields.tsx'
import { type Filled, filledWith, parsed, typedIn, valueIn } from './shell/form.ts'
import { gatePage, type Status } from './shell/frame.tsx'
import { ownForm } from './shell/post.ts'
import { readerOf } from './shell/session.ts'

const asking = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { words } = await readerOf(c)
  const label = words.t('sign-in.address')
  return gatePage(
    c,
    { title: words.t('sign-in.title'), status },
    <form method="post" action="/console/sign-in">
      <Refusal form={form} words={words} />
      <Line form={form} words={words} name="email" label={label} type="email" required autocomplete="email" />
      <p class="acts">
        <button type="submit">{words.t('sign-in.ask')}</button>
      </p>
    </form>,
  )
}

const wordsOf = ({ code, faults }: DomainError): Key => {
  if (code === 'too-fast') return 'error.too-fast'
  return faults.length > 0 ? 'console.use-link' : 'sign-in.wrong-code'
}

/** The same whether or not the address is known. */
const enterCode = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { words } = await readerOf(c)
  const { t } = words
  return gatePage(
    c,
    { title: t('sign-in.title'), status },
    <form method="post" action="/console/sign-in/code">
      {form.refusal ? (
        <p class="notice bad" role="alert">
          {t(wordsOf(form.refusal))}
        </p>
      ) : (
        <p class="notice">
          {t('sign-in.sent')} {t('sign-in.earlier')}
        </p>
      )}
      <input type="hidden" name="email" value={valueIn(form.typed, 'email')} />
      <Line
        form={{ ...form, faults: [] }}
        words={words}
        name="code"
        label={t('sign-in.enter-code')}
        inputmode="numeric"
        maxlength={20}
        autocomplete="one-time-code"
        required
      />
      <p class="acts">
        <button type="submit">{t('sign-in.continue')}</button>
        <a href="/console/sign-in">{t('console.another-address')}</a>
      </p>
    </form>,
  )
}

const refusedWith = (error: unknown) => {
  if (!(error instanceof DomainError)) throw error
  return { refusal: error, status: problems[error.code][0] }
}

const asked = z.object({ email })

/** The way into the console, for which one needs no session. */
export const entryPages = (pages: Router) => {
  pages.get('/console/sign-in', (c) => asking(c, filledWith({})))

  pages.post('/console/sign-in', async (c) => {
    refuseOtherSites(c)
    const typed = await typedIn(c)
    try {
      await askToSignIn(c.var.deps, {
        ...parsed(asked, { email: valueIn(typed, 'email') }),
        source: sourceOf(c),
      })
      return enterCode(c, filledWith({ email: typed['email'] ?? [] }))
    } catch (error) {
      const { refusal, status } = refusedWith(error)
      return asking(c, { typed, faults: refusal.faults, refusal }, status)
    }
  })

  pages.post('/console/sign-in/code', async (c) => {
    refuseOtherSites(c)
    const typed = await typedIn(c)
    try {
      const given = { email: valueIn(typed, 'email').trim(), code: digitsIn(valueIn(typed, 'code')) }
      startSessionCookie(c, await useSignInCode(c.var.deps, { ...given, source: sourceOf(c) }))
      return c.redirect('/console', 303)
    } catch (error) {
      const { refusal, status } = refusedWith(error)
      return enterCode(c, { typed, faults: [], refusal }, status)
    }
  })
}

/** The way out. */
export const exitPages = (pages: Router) => {
  pages.post('/console/sign-out', async (c) => {
    await ownForm(c)
    await signOut(c.var.deps, c.var.actor, c.var.credential)
    endSessionCookie(c)
    return c.redirect('/console/sign-in', 303)
  })
}
