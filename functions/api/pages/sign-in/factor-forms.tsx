import type { Context } from 'hono'
import type { readFactors } from '../../../../shared/identity/factors/read.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { formatDateTime } from '../../../../shared/rendering/time.ts'
import type { Env } from '../../http/env.ts'
import { Passkey } from './passkey.tsx'

export type Factors = Awaited<ReturnType<typeof readFactors>>

export interface Looking {
  readonly words: Phrases
  readonly timeZone: string
}

export const Field = ({ name, label, digits = false }: { name: string; label: string; digits?: boolean }) => (
  <>
    <label for={name}>{label}</label>
    <input id={name} name={name} autocomplete="one-time-code" inputmode={digits ? 'numeric' : 'text'} />
  </>
)

/** Whichever second factor: a passkey, where the browser can, or an app. */
export const Begin = ({ words, asksForCode }: { words: Phrases; asksForCode: boolean }) => {
  const { t } = words
  return (
    <form method="post" action="/factors">
      <input type="hidden" name="step" value="begin" />
      {asksForCode && <Field name="enrolmentCode" label={t('factors.enrolment-code')} />}
      <h2>{t('factors.passkey')}</h2>
      <p>{t('factors.passkey-hint')}</p>
      <label for="label">{t('factors.passkey-label')}</label>
      <input id="label" name="label" value={t('factors.passkey')} maxlength={60} autocomplete="off" />
      <Passkey words={words} name="made" makes />
      <h2>{t('factors.app')}</h2>
      <button type="submit">{t('factors.begin')}</button>
    </form>
  )
}

export const Secret = ({ words: { t }, secret, uri }: { words: Phrases; secret: string; uri: string }) => (
  <form method="post" action="/factors">
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
export const ConfirmAgain = ({ words: { t } }: { words: Phrases }) => (
  <form method="post" action="/factors">
    <input type="hidden" name="step" value="confirm" />
    <Field name="code" label={t('factors.code')} digits />
    <button type="submit">{t('factors.confirm')}</button>
  </form>
)

interface Proving {
  readonly words: Phrases
  readonly factors: Factors
  /** The page to go on to. */
  readonly next: string | undefined
}

export const Prove = ({ words, factors: { totp, passkeys, nextCodeNeeded }, next }: Proving) => {
  const { t } = words
  return (
    <form method="post" action="/factors">
      <input type="hidden" name="step" value="prove" />
      {nextCodeNeeded && (
        <p class="notice">
          {t('factors.guessed')} <a href="/console/sessions">{t('console.sessions')}</a>
        </p>
      )}
      {next && <input type="hidden" name="next" value={next} />}
      {passkeys.length > 0 && <Passkey words={words} name="passkey" />}
      {totp && <Field name="code" label={t('factors.code')} digits />}
      {nextCodeNeeded && <Field name="nextCode" label={t('factors.next-code')} digits />}
      <Field name="recoveryCode" label={t('factors.recovery-code')} />
      <button type="submit">{t('factors.prove')}</button>
    </form>
  )
}

/** What stands for the app where a passkey has its id. */
export const appId = 'totp'

const Since = ({ at, words: { t, language }, timeZone }: { at: string } & Looking) => (
  <span class="small">{t('factors.since', { time: formatDateTime(at, timeZone, language) })}</span>
)

const Remove = ({ words: { t }, id, label }: { words: Phrases; id: string; label: string }) => (
  <form method="post" action="/factors">
    <input type="hidden" name="step" value="remove" />
    <input type="hidden" name="id" value={id} />
    <button type="submit" aria-label={`${t('factors.remove')}: ${label}`}>
      {t('factors.remove')}
    </button>
  </form>
)

/** What there is, and further ones beside it, for who has just proved one of them. */
export const Manage = ({ factors, ...looking }: { factors: Factors } & Looking) => {
  const { words } = looking
  const { totp, passkeys } = factors
  const isLast = passkeys.length + (totp ? 1 : 0) === 1
  return (
    <>
      <h2>{words.t('factors.registered')}</h2>
      <ul class="list">
        {totp && (
          <li>
            {words.t('factors.app')} <Since at={totp.since} {...looking} />
            {!isLast && <Remove words={words} id={appId} label={words.t('factors.app')} />}
          </li>
        )}
        {passkeys.map(({ id, label, since }) => (
          <li>
            <bdi>{label}</bdi> <Since at={since} {...looking} />
            {!isLast && <Remove words={words} id={id} label={label} />}
          </li>
        ))}
      </ul>
      <h2>{words.t('factors.further')}</h2>
      <Begin words={words} asksForCode={false} />
    </>
  )
}

/** The path of our own console that a form or a link named, to go on to; nothing that leads elsewhere. */
export const ownPath = (c: Context<Env>, named: string | undefined): string | undefined => {
  const home = new URL(c.var.deps.config.publicUrl)
  const url = named ? URL.parse(named, home.href) : null
  if (!url || url.origin !== home.origin || !/^\/console(\/|$)/.test(url.pathname)) return undefined
  return url.pathname + url.search
}
