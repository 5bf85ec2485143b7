import type { Context } from 'hono'
import { unauthenticated } from '../../../shared/access/permit.ts'
import { DomainError } from '../../../shared/errors.ts'
import { beginTotp, confirmTotp } from '../../../shared/identity/factors/enrol.ts'
import { proveFactor } from '../../../shared/identity/factors/prove.ts'
import { readFactors } from '../../../shared/identity/factors/read.ts'
import { findOrganization } from '../../../shared/organizations/repository.ts'
import { type Phrases, wordsFor } from '../../../shared/rendering/catalogue.ts'
import { authenticate, sameOriginOnly } from '../http/authenticate.ts'
import type { Env } from '../http/env.ts'
import { acceptedLanguages } from '../http/language.ts'
import { startSessionCookie } from '../http/session-cookie.ts'
import { formOf, pageRouter } from './capability.tsx'
import { page } from './layout.tsx'

const wordsOfHolder = async (c: Context<Env>): Promise<Phrases> => {
  const { actor, deps } = c.var
  if (actor.kind !== 'person') throw unauthenticated()
  const organization = await findOrganization(deps.store, actor.organizationId)
  const contact = organization?.contacts.find(({ id }) => id === actor.contactId)
  return wordsFor(contact?.languages ?? acceptedLanguages(c.req.header('Accept-Language')))
}

const Field = ({ name, label, digits = false }: { name: string; label: string; digits?: boolean }) => (
  <>
    <label for={name}>{label}</label>
    <input id={name} name={name} autocomplete="one-time-code" inputmode={digits ? 'numeric' : 'text'} />
  </>
)

const Begin = ({ words: { t }, asksForCode }: { words: Phrases; asksForCode: boolean }) => (
  <form method="post">
    <input type="hidden" name="step" value="begin" />
    <p>{t('factors.lead')}</p>
    {asksForCode && <Field name="enrolmentCode" label={t('factors.enrolment-code')} />}
    <button type="submit">{t('factors.begin')}</button>
  </form>
)

const Secret = ({ words: { t }, secret, uri }: { words: Phrases; secret: string; uri: string }) => (
  <form method="post">
    <input type="hidden" name="step" value="confirm" />
    <p>{t('factors.secret')}</p>
    <p dir="ltr">
      <b>{secret.replace(/(.{4})/g, '$1 ').trim()}</b>
    </p>
    <p>
      <a href={uri}>{t('factors.open-app')}</a>
    </p>
    <Field name="code" label={t('factors.code')} digits />
    <button type="submit">{t('factors.confirm')}</button>
  </form>
)

/** After a mistyped code: the app has the secret already, and its next code will do. */
const ConfirmAgain = ({ words: { t } }: { words: Phrases }) => (
  <form method="post">
    <input type="hidden" name="step" value="confirm" />
    <Field name="code" label={t('factors.code')} digits />
    <button type="submit">{t('factors.confirm')}</button>
  </form>
)

const Prove = ({ words: { t } }: { words: Phrases }) => (
  <form method="post">
    <input type="hidden" name="step" value="prove" />
    <Field name="code" label={t('factors.code')} digits />
    <Field name="recoveryCode" label={t('factors.recovery-code')} />
    <button type="submit">{t('factors.prove')}</button>
  </form>
)

/** On from here. */
const ToConsole = ({ words: { t } }: { words: Phrases }) => (
  <p>
    <a href="/console">{t('console.today')}</a>
  </p>
)

const Kept = ({ words, codes }: { words: Phrases; codes: readonly string[] }) => (
  <>
    <p>{words.t('factors.recovery')}</p>
    <ul class="list" dir="ltr">
      {codes.map((code) => (
        <li>{code}</li>
      ))}
    </ul>
    <ToConsole words={words} />
  </>
)

const Form = ({ words, factors, wasConfirming }: FormProps) => {
  if (wasConfirming && factors.pending) return <ConfirmAgain words={words} />
  return factors.totp ? (
    <Prove words={words} />
  ) : (
    <Begin words={words} asksForCode={factors.enrolmentCodeNeeded} />
  )
}

interface FormProps {
  readonly words: Phrases
  readonly factors: Awaited<ReturnType<typeof readFactors>>
  readonly wasConfirming: boolean
}

/** The form that is next; `wrongStep` is the one whose code was refused. */
const show = async (c: Context<Env>, words: Phrases, wrongStep?: string) => {
  const { deps, actor, credential } = c.var
  const factors = await readFactors(deps, actor, credential)
  const isWrong = wrongStep !== undefined
  const { t, language } = words
  return page(
    c,
    { title: t('factors.title'), language, status: isWrong ? 422 : 200 },
    <>
      {isWrong && <p class="notice">{t('factors.wrong')}</p>}
      <Form words={words} factors={factors} wasConfirming={wrongStep === 'confirm'} />
    </>,
  )
}

type Step = (c: Context<Env>, words: Phrases, fields: Readonly<Record<string, string>>) => unknown

const steps: Readonly<Record<string, Step>> = {
  async begin(c, words, { enrolmentCode }) {
    const { deps, actor, credential: held } = c.var
    const { secret, uri } = await beginTotp(deps, actor, { held, enrolmentCode })
    const { t, language } = words
    return page(
      c,
      { title: t('factors.title'), language },
      <Secret words={words} secret={secret} uri={uri} />,
    )
  },
  async confirm(c, words, { code = '' }) {
    const { deps, actor, credential: held } = c.var
    const { session, recoveryCodes } = await confirmTotp(deps, actor, { held, code })
    startSessionCookie(c, session)
    const { t, language } = words
    return page(c, { title: t('factors.proved'), language }, <Kept words={words} codes={recoveryCodes} />)
  },
  async prove(c, words, { code, recoveryCode }) {
    const { deps, actor, credential: held } = c.var
    const proof = code ? { code } : { recoveryCode }
    startSessionCookie(c, await proveFactor(deps, actor, { held, ...proof }))
    const { t, language } = words
    return page(
      c,
      { title: t('factors.proved'), language },
      <>
        <p>{t('factors.fresh')}</p>
        <ToConsole words={words} />
      </>,
    )
  },
}

/** A wrong code is said on the form itself. */
const orAgain = (c: Context<Env>, words: Phrases, step: string) => (error: unknown) => {
  if (error instanceof DomainError && error.code === 'invalid') return show(c, words, step)
  throw error
}

/** `/factors`: where a coordinator or an approver registers an authenticator, and proves it in their session. */
export const factorPages = (app: ReturnType<typeof pageRouter>) => {
  const pages = pageRouter()
  pages.use('/factors', authenticate, sameOriginOnly)
  pages.get('/factors', async (c) => show(c, await wordsOfHolder(c)))
  pages.post('/factors', async (c) => {
    const words = await wordsOfHolder(c)
    const fields = await formOf(c)
    const name = fields['step'] ?? ''
    const step = steps[name] ?? steps['prove']!
    return (await Promise.resolve(step(c, words, fields)).catch(orAgain(c, words, name))) as Response
  })
  app.route('/', pages)
}
