import type { Context } from 'hono'
import { capType, capUrl } from '../../../../shared/alerts/publication/cap.ts'
import { getPublic, standingOf } from '../../../../shared/alerts/publication/read.ts'
import type { PublicAlert } from '../../../../shared/alerts/publication/schema.ts'
import type { Config } from '../../../../shared/config.ts'
import { type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { bestText, languageName } from '../../../../shared/rendering/language.ts'
import { turnOf } from '../../../../shared/rendering/mails/alert.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { isolated, page } from '../layout.tsx'
import { AlertBody, AlertFacts, Headline, Marking, StandingNotice } from './alert-parts.tsx'
import { frontPage } from './front.tsx'
import { conditional, keepAMinute, publicRouter, readersLanguages } from './reader.ts'

const titleOf = ({ content }: PublicAlert, headline: string, { t }: Phrases) => {
  const turn = turnOf(content)
  return t(`alert.subject.${turn}`, {
    level: t(`level.${content.level}`),
    headline: isolated(oneLine(headline)),
  })
}

interface Further {
  readonly config: Config
  readonly alert: PublicAlert
  readonly shown: string
  readonly words: Phrases
}

/** The alert in other languages and for machines, how to verify it, and the way back. */
const Further = ({ config, alert: { id, content, issues }, shown, words: { t } }: Further) => {
  const { reference, digest } = issues.at(-1)!
  const others = content.texts.filter(({ language }) => language !== shown)
  return (
    <>
      {others.length > 0 && (
        <nav aria-label={t('alert.page.languages')}>
          {others.map(({ language }) => (
            <a
              href={`/alerts/${id}?lang=${encodeURIComponent(language)}`}
              hreflang={language}
              lang={language}
              dir="auto"
            >
              {languageName(language, language)}
            </a>
          ))}
        </nav>
      )}
      <footer>
        <a href={`/verify?${new URLSearchParams({ reference, digest })}`}>{t('front.verify')}</a>
        <a href={capUrl(config, id)} type={capType}>
          {t('alert.page.cap')}
        </a>
        <a href="/">{t('front.current')}</a>
      </footer>
    </>
  )
}

interface Reading {
  readonly config: Config
  readonly now: Date
  /** Of the reader, in order. */
  readonly languages: readonly string[]
}

/** The page of a public alert, in the best of a reader's languages. */
export const pageOfAlert = (alert: PublicAlert, { config, now, languages }: Reading) => {
  const words = wordsFor(languages)
  const { text } = bestText(alert.content.texts, languages)
  const { alliance } = config
  const head = {
    title: titleOf(alert, text.headline, words),
    heading: <Headline text={text} />,
    head: <link rel="alternate" type={capType} href={capUrl(config, alert.id)} />,
    language: words.language,
  }
  const body = (
    <>
      <StandingNotice standing={standingOf(alert, now)} words={words} />
      <Marking content={alert.content} words={words} alliance={alliance} />
      <AlertFacts
        alert={alert}
        issue={alert.issues.at(-1)!}
        words={words}
        timeZone="UTC"
        alliance={alliance}
      />
      <AlertBody alert={alert} words={words} languages={languages} />
      <Further config={config} alert={alert} shown={text.language} words={words} />
    </>
  )
  return { head, body }
}

const alertPage = async (c: Context<Env>) => {
  const { config, clock } = c.var.deps
  const alert = await getPublic(c.var.deps, c.req.param('id') ?? '')
  const { head, body } = pageOfAlert(alert, { config, now: clock.now(), languages: readersLanguages(c) })
  keepAMinute(c)
  return page(c, { ...head, open: true }, body)
}

/** What anybody may read: the alerts in force, and each public alert as it was issued last. */
export const alertPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/', conditional, frontPage)
  pages.get('/alerts/:id', conditional, alertPage)
  app.route('/', pages)
}
