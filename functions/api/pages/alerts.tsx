import type { Context } from 'hono'
import { capType, capUrl } from '../../../shared/alerts/publication/cap.ts'
import { getPublic, standingOf } from '../../../shared/alerts/publication/read.ts'
import type { PublicAlert } from '../../../shared/alerts/publication/schema.ts'
import { type Phrases, wordsFor } from '../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../shared/rendering/clean.ts'
import { bestText, languageName } from '../../../shared/rendering/language.ts'
import { turnOf } from '../../../shared/rendering/mails/alert.ts'
import type { Router } from '../http/contract.ts'
import type { Env } from '../http/env.ts'
import { AlertBody, AlertFacts, Headline, Marking, StandingNotice } from './alert-parts.tsx'
import { frontPage } from './front.tsx'
import { isolated, page } from './layout.tsx'
import { conditional, keepAMinute, publicRouter, readersLanguages } from './public.ts'

const titleOf = ({ content }: PublicAlert, headline: string, { t }: Phrases) => {
  const turn = turnOf(content)
  return t(`alert.subject.${turn}`, {
    level: t(`level.${content.level}`),
    headline: isolated(oneLine(headline)),
  })
}

interface Further {
  readonly c: Context<Env>
  readonly alert: PublicAlert
  readonly shown: string
  readonly words: Phrases
}

/** The alert in other languages and for machines, how to verify it, and the way back. */
const Further = ({ c, alert: { id, content, issues }, shown, words: { t } }: Further) => {
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
        <a href={capUrl(c.var.deps.config, id)} type={capType}>
          {t('alert.page.cap')}
        </a>
        <a href="/">{t('front.current')}</a>
      </footer>
    </>
  )
}

const alertPage = async (c: Context<Env>) => {
  const languages = readersLanguages(c)
  const alert = await getPublic(c.var.deps, c.req.param('id') ?? '')
  const words = wordsFor(languages)
  const { text } = bestText(alert.content.texts, languages)
  const { alliance } = c.var.deps.config
  keepAMinute(c)
  return page(
    c,
    {
      title: titleOf(alert, text.headline, words),
      heading: <Headline text={text} />,
      head: <link rel="alternate" type={capType} href={capUrl(c.var.deps.config, alert.id)} />,
      language: words.language,
      open: true,
    },
    <>
      <StandingNotice standing={standingOf(alert, c.var.deps.clock.now())} words={words} />
      <Marking content={alert.content} words={words} alliance={alliance} />
      <AlertFacts
        alert={alert}
        issue={alert.issues.at(-1)!}
        words={words}
        timeZone="UTC"
        alliance={alliance}
      />
      <AlertBody alert={alert} words={words} languages={languages} />
      <Further c={c} alert={alert} shown={text.language} words={words} />
    </>,
  )
}

/** What anybody may read: the alerts in force, and each public alert as it was issued last. */
export const alertPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/', conditional, frontPage)
  pages.get('/alerts/:id', conditional, alertPage)
  app.route('/', pages)
}
