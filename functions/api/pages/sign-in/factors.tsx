import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { unauthenticated } from '../../../../shared/access/permit.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { beginTotp, confirmTotp } from '../../../../shared/identity/factors/enrol.ts'
import { registerPasskey } from '../../../../shared/identity/factors/passkeys/register.ts'
import { assertion, attestation, passkeyLabel } from '../../../../shared/identity/factors/passkeys/schema.ts'
import { proveFactor } from '../../../../shared/identity/factors/prove.ts'
import { readFactors } from '../../../../shared/identity/factors/read.ts'
import type { Registered } from '../../../../shared/identity/factors/register.ts'
import { removePasskey, removeTotp } from '../../../../shared/identity/factors/remove.ts'
import { findOrganization } from '../../../../shared/organizations/repository.ts'
import { type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { digitsIn } from '../../../../shared/text.ts'
import { authenticate, sameOriginOnly } from '../../http/authenticate.ts'
import type { Env } from '../../http/env.ts'
import { acceptedLanguages } from '../../http/language.ts'
import { startSessionCookie } from '../../http/session-cookie.ts'
import { type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import {
  appId,
  Begin,
  ConfirmAgain,
  type Factors,
  type Looking,
  Manage,
  ownPath,
  Prove,
  Secret,
} from './factor-forms.tsx'
import { answeredIn } from './passkey.tsx'
import { passkeyScript, passkeyScriptPath } from './passkey-script.ts'

type Fields = Readonly<Record<string, string>>

const holderOf = async (c: Context<Env>): Promise<Looking> => {
  const { actor, deps } = c.var
  if (actor.kind !== 'person') throw unauthenticated()
  const organization = await findOrganization(deps.store, actor.organizationId)
  const contact = organization?.contacts.find(({ id }) => id === actor.contactId)
  const words = wordsFor(contact?.languages ?? acceptedLanguages(c.req.header('Accept-Language')))
  return { words, timeZone: contact?.timeZone ?? 'UTC' }
}

const factorPage = (
  c: Context<Env>,
  { words: { language }, ...head }: { words: Phrases } & Pick<PageHead, 'title' | 'status'>,
  children: Child,
) => page(c, { language, script: passkeyScriptPath, ...head }, children)

/** What was proved, and on from here. */
const proved = (c: Context<Env>, words: Phrases, codes: readonly string[] = []) =>
  factorPage(
    c,
    { title: words.t('factors.proved'), words },
    <>
      <p>{words.t(codes.length > 0 ? 'factors.recovery' : 'factors.fresh')}</p>
      {codes.length > 0 && (
        <ul class="list" dir="ltr">
          {codes.map((code) => (
            <li>{code}</li>
          ))}
        </ul>
      )}
      <p>
        <a href="/factors">{words.t('factors.registered')}</a>
      </p>
      <p>
        <a href="/console">{words.t('console.today')}</a>
      </p>
    </>,
  )

const Form = ({ c, factors, wrongStep, next, ...looking }: Showing) => {
  const { words } = looking
  const { actor } = c.var
  if (wrongStep === 'confirm' && factors.pending) return <ConfirmAgain words={words} />
  if (!factors.totp && factors.passkeys.length === 0)
    return <Begin words={words} asksForCode={factors.enrolmentCodeNeeded} />
  if (actor.kind === 'person' && actor.fresh) return <Manage factors={factors} {...looking} />
  return <Prove words={words} factors={factors} next={next} />
}

interface Showing extends Looking {
  readonly c: Context<Env>
  readonly factors: Factors
  readonly wrongStep: string | undefined
  readonly next: string | undefined
}

/** Whether what was sent came from a passkey. */
const hasPasskey = ({ made, passkey }: Fields) => Boolean(made || passkey)

/** The form that is next; `wrongStep` is the one in which something was refused. */
const show = async (
  c: Context<Env>,
  looking: Looking,
  { step: wrongStep, next, ...fields }: Fields = {},
  status: PageHead['status'] = 200,
) => {
  const { deps, actor, credential } = c.var
  const factors = await readFactors(deps, actor, credential)
  const { t } = looking.words
  const showing = { c, factors, wrongStep, next: ownPath(c, next), ...looking }
  return factorPage(
    c,
    { title: t('factors.title'), words: looking.words, status },
    <>
      {wrongStep !== undefined && (
        <p class="notice">{t(hasPasskey(fields) ? 'factors.passkey-failed' : 'factors.wrong')}</p>
      )}
      <p>{t('factors.lead')}</p>
      <Form {...showing} />
    </>,
  )
}

const registered = (c: Context<Env>, words: Phrases, { session, recoveryCodes }: Registered) => {
  startSessionCookie(c, session)
  return proved(c, words, recoveryCodes)
}

type Step = (c: Context<Env>, looking: Looking, fields: Fields) => Response | Promise<Response>

const steps: Readonly<Record<string, Step>> = {
  async begin(c, { words }, { enrolmentCode, made, label = '' }) {
    const { deps, actor, credential: held } = c.var
    if (made) {
      const response = answeredIn(attestation, made)
      const named = passkeyLabel.safeParse(label).data ?? words.t('factors.passkey')
      return registered(c, words, await registerPasskey(deps, actor, { held, label: named, response }))
    }
    const { secret, uri } = await beginTotp(deps, actor, { held, enrolmentCode })
    return factorPage(
      c,
      { title: words.t('factors.title'), words },
      <Secret words={words} secret={secret} uri={uri} />,
    )
  },
  async confirm(c, { words }, { code }) {
    const { deps, actor, credential: held } = c.var
    return registered(c, words, await confirmTotp(deps, actor, { held, code: digitsIn(code ?? '') }))
  },
  async prove(c, { words }, { code, nextCode, recoveryCode, passkey, next }) {
    const { deps, actor, credential: held } = c.var
    const [first, second] = [digitsIn(code ?? ''), digitsIn(nextCode ?? '')]
    const given = first ? { code: first, nextCode: second || undefined } : { recoveryCode }
    const proof = passkey ? { passkey: answeredIn(assertion, passkey) } : given
    startSessionCookie(c, await proveFactor(deps, actor, { held, ...proof }))
    const onward = ownPath(c, next)
    return onward ? c.redirect(onward, 303) : proved(c, words)
  },
  async remove(c, _, { id = '' }) {
    const { deps, actor, credential: held } = c.var
    await (id === appId ? removeTotp(deps, actor, held) : removePasskey(deps, actor, { held, id }))
    return c.redirect('/factors', 303)
  },
}

/** What is refused for what was entered is said on the form itself; what has to be proved first, by the form for that. */
const orAgain = (c: Context<Env>, looking: Looking, fields: Fields) => (error: unknown) => {
  if (!(error instanceof DomainError)) throw error
  const isTooLate = error.code === 'conflict' && hasPasskey(fields)
  if (error.code === 'invalid' || isTooLate) return show(c, looking, fields, 422)
  if (error.code === 'second-factor-required') return show(c, looking, {}, 403)
  throw error
}

/** `/factors`: where a coordinator or an approver registers a second factor, and proves it in their session. */
export const factorPages = (app: ReturnType<typeof pageRouter>) => {
  const pages = pageRouter()
  pages.get(passkeyScriptPath, passkeyScript)
  pages.use('/factors', authenticate, sameOriginOnly)
  pages.get('/factors', async (c) =>
    show(c, await holderOf(c), c.req.query('next') ? { next: c.req.query('next')! } : {}),
  )
  pages.post('/factors', async (c) => {
    const looking = await holderOf(c)
    const { step = 'prove', ...fields } = await formOf(c)
    const take = steps[Object.hasOwn(steps, step) ? step : 'prove']!
    return Promise.resolve(take(c, looking, fields)).catch(orAgain(c, looking, { ...fields, step }))
  })
  app.route('/', pages)
}
