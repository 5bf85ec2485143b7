import type { Context, ErrorHandler } from 'hono'
import type { DomainError } from '../../../../../shared/errors.ts'
import { readFactors } from '../../../../../shared/identity/factors/read.ts'
import type { Key, Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { asDomainError, noteRefusal, noteUnforeseen, problems } from '../../../http/problem.ts'
import { Passkey } from '../../sign-in/passkey.tsx'
import { passkeyScriptPath } from '../../sign-in/passkey-script.ts'
import { Line } from './fields.tsx'
import { filledWith, typedIn } from './form.ts'
import { consolePage, gatePage } from './frame.tsx'
import { Kept } from './kept.tsx'
import { codeField, hasProof, nextCodeField, passkeyField } from './prove.ts'
import { isSurelyFromHere, readerOf } from './session.ts'

const SignIn = ({ words: { t } }: { words: Phrases }) => (
  <p>
    <a href="/console/sign-in" target="_blank" rel="noopener">
      {t('sign-in.title')}
    </a>
  </p>
)

interface Proof {
  readonly words: Phrases
  readonly factors: Awaited<ReturnType<typeof readFactors>>
  readonly isWrong: boolean
}

/** By a passkey or the code of the app; whoever has neither yet, or has lost it, goes to where that is mended. */
const Proof = ({ words, factors: { totp, passkeys, nextCodeNeeded }, isWrong }: Proof) => {
  const { t } = words
  const Code = ({ name, label }: { name: string; label: Key }) => (
    <Line
      form={filledWith({})}
      words={words}
      name={name}
      label={t(label)}
      inputmode="numeric"
      autocomplete="one-time-code"
    />
  )
  return (
    <>
      {isWrong && (
        <p class="notice bad" role="alert">
          {t('factors.wrong')}
        </p>
      )}
      {nextCodeNeeded && <p class="notice">{t('factors.guessed')}</p>}
      {passkeys.length > 0 && <Passkey words={words} name={passkeyField} />}
      {totp && <Code name={codeField} label="factors.code" />}
      {nextCodeNeeded && <Code name={nextCodeField} label="factors.next-code" />}
      <p>
        <a href="/factors" target="_blank" rel="noopener">
          {t('console.no-app')}
        </a>
      </p>
    </>
  )
}

/** Back to the page that was looked for. */
const onwardTo = ({ req }: Context<Env>) => {
  if (req.method !== 'GET') return ''
  const { pathname, search } = new URL(req.url)
  return `?next=${encodeURIComponent(pathname + search)}`
}

/** A coordinator or an approver proves their second factor first; what they sent waits in this page and goes with the code. */
const unproved = async (c: Context<Env>) => {
  const { words } = await readerOf(c)
  const { t } = words
  const typed = isSurelyFromHere(c) ? c.get('typed') : undefined
  const { deps, actor, credential } = c.var
  const factors = typed && (await readFactors(deps, actor, credential))
  return gatePage(
    c,
    { title: t('factors.title'), status: 403, script: typed && passkeyScriptPath },
    typed && factors ? (
      <>
        <p>{t('console.prove-and-send')}</p>
        <Kept c={c} typed={typed} words={words}>
          <Proof words={words} factors={factors} isWrong={hasProof(typed)} />
        </Kept>
      </>
    ) : (
      <>
        <p>{t('factors.lead')}</p>
        <p class="acts">
          <a class="button" href={`/factors${onwardTo(c)}`}>
            {t('factors.prove')}
          </a>
          <a href="/console">{t('console.today')}</a>
        </p>
      </>
    ),
  )
}

/** Sign in; and where a form was on its way, it waits in this page. */
const signedOut = async (c: Context<Env>) => {
  const { words } = await readerOf(c)
  const { t } = words
  const typed = c.req.method === 'POST' && isSurelyFromHere(c) ? await typedIn(c).catch(() => {}) : undefined
  if (typed)
    return gatePage(
      c,
      { title: t('console.signed-out'), status: 401 },
      <>
        <p>{t('console.kept')}</p>
        <Kept c={c} typed={typed} words={words}>
          <SignIn words={words} />
        </Kept>
      </>,
    )
  return gatePage(
    c,
    { title: t('sign-in.title'), status: 401 },
    <>
      <p>{t('console.sign-in-first')}</p>
      <p class="acts">
        <a class="button" href="/console/sign-in">
          {t('sign-in.title')}
        </a>
      </p>
    </>,
  )
}

const saying = {
  'not-found': 'console.absent',
  forbidden: 'console.forbidden',
  'too-fast': 'error.too-fast',
  conflict: 'console.conflict',
  stale: 'console.stale',
} as const satisfies Partial<Record<DomainError['code'], Key>>

const wordsOf = (error: DomainError | undefined): Key => {
  if (!error) return 'error.later'
  return error.code in saying ? saying[error.code as keyof typeof saying] : 'error.invalid'
}

/** Whatever goes wrong is a page that says what to do next. */
export const onConsoleError: ErrorHandler<Env> = async (failure, c) => {
  const error = asDomainError(failure)
  if (error) await noteRefusal(error, c)
  else noteUnforeseen(failure, c)
  if (error?.code === 'unauthenticated') return signedOut(c)
  if (error?.code === 'second-factor-required') return unproved(c)
  const { words } = await readerOf(c).catch(() => ({ words: undefined }))
  if (!words) throw failure
  const { t } = words
  const typed = c.get('typed')
  const isOurs = typed !== undefined && isSurelyFromHere(c)
  const isShownElsewhere = error?.code === 'forbidden' && isOurs
  return consolePage(
    c,
    { title: t('error.title'), status: error ? problems[error.code][0] : 500 },
    <>
      <h1>{t('error.title')}</h1>
      <p>{t(isShownElsewhere ? 'console.other-session' : wordsOf(error))}</p>
      {isShownElsewhere && (
        <Kept c={c} typed={typed} words={words}>
          <SignIn words={words} />
        </Kept>
      )}
      {!error && isOurs && (
        <Kept c={c} typed={typed} words={words}>
          <p>{t('console.kept-after-failure')}</p>
        </Kept>
      )}
      <p>
        <a href="/console">{t('console.today')}</a>
      </p>
    </>,
  )
}
