import { mailOf } from '../../../../shared/alerts/announcement.ts'
import type { Issue } from '../../../../shared/alerts/issue.ts'
import type { Standing } from '../../../../shared/alerts/publication/read.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { lines, oneLine } from '../../../../shared/rendering/clean.ts'
import { bestText, languageName } from '../../../../shared/rendering/language.ts'
import { factsOf, handlingOf } from '../../../../shared/rendering/mails/alert-facts.ts'
import { isolated } from '../layout.tsx'

type Issued = Pick<Alert, 'id' | 'content' | 'issues'>
type Text = Alert['content']['texts'][number]

/** What has become of an alert, where it is no longer what it was; the ways must not be confused. */
export const StandingNotice = ({ standing, words: { t } }: { standing: Standing; words: Phrases }) =>
  standing === 'alert' ? null : (
    <>
      <p class="notice">{t(`alert.lead.${standing}`)}</p>
      {standing === 'retracted' && <p>{t('alert.lead.retracted.forwarded')}</p>}
    </>
  )

export const Headline = ({ text }: { text: Text }) => (
  <h1 lang={text.language} dir="auto">
    {oneLine(text.headline)}
  </h1>
)

interface Facts {
  readonly alert: Issued
  readonly issue: Issue
  readonly words: Phrases
  readonly timeZone: string
  readonly alliance: string
}

interface Marking {
  readonly content: Alert['content']
  readonly words: Phrases
  readonly alliance: string
  /** Whose reader this is, where it is not everybody. */
  readonly organization?: string
}

/** What it is, whose view it is not, and how it is to be handled. */
export const Marking = ({ content, words, alliance, organization = '' }: Marking) => {
  const names = { alliance: isolated(alliance), organization: isolated(organization) }
  return (
    <p>
      {words.t('alert.kind', names)}
      <br />
      {handlingOf(content, words, names)}
      <br />
      {words.t('alert.issued-by.note', names)}
    </p>
  )
}

/** What the mail says of an alert line by line, but for the situation's title. */
export const AlertFacts = ({ alert, issue, words, timeZone, alliance }: Facts) => {
  const said = mailOf(alert, { title: '', countries: issue.countries }, issue)
  const facts = factsOf(said, words, { timeZone, alliance: isolated(alliance) })
  const rows = facts.block === 'facts' ? facts.rows.filter(([, { text }]) => text !== '') : []
  return (
    <dl>
      {rows.map(([label, { text }]) => (
        <>
          <dt>{label}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </>
      ))}
    </dl>
  )
}

const Authored = ({ text, language }: { text: string; language: string }) => (
  <>
    {lines(text)
      .split(/\n{2,}/)
      .map((paragraph) => (
        <p class="text" lang={language} dir="auto">
          {paragraph}
        </p>
      ))}
  </>
)

interface Body {
  readonly alert: Issued
  readonly words: Phrases
  /** Of the reader, in order. */
  readonly languages: readonly string[]
}

/** What an alert says, in the best of the reader's languages. */
export const AlertBody = ({ alert: { content }, words: { t, language }, languages }: Body) => {
  const { text, pending } = bestText(content.texts, languages)
  const references = content.basis?.references ?? []
  const advice = content.messageType === 'cancel' ? [] : content.recommendations
  return (
    <>
      {pending && <p>{t('pending', { language: languageName(text.language, language) })}</p>}
      {text.changes && <h2>{t('alert.changes')}</h2>}
      {text.changes && <Authored text={text.changes} language={text.language} />}
      <h2>{t('alert.description')}</h2>
      <Authored text={text.description} language={text.language} />
      {text.instruction && <h2>{t('alert.instruction')}</h2>}
      {text.instruction && <Authored text={text.instruction} language={text.language} />}
      {(content.wordings ?? [])
        .filter((each) => each.language === text.language)
        .map((each) => (
          <>
            <h2>{`${t('alert.instruction')} – ${t(`class.${each.class}`)}`}</h2>
            <Authored text={each.instruction} language={each.language} />
          </>
        ))}
      {text.unknown && <h2>{t('alert.basis.unknown')}</h2>}
      {text.unknown && <Authored text={text.unknown} language={text.language} />}
      {references.length > 0 && <h2>{t('alert.basis.references')}</h2>}
      {references.map(({ title, url }) => (
        <p>
          <bdi>{oneLine(title)}</bdi>
          <br />
          <bdi>{url}</bdi>
        </p>
      ))}
      {advice.length > 0 && <h2>{t('alert.recommendations')}</h2>}
      {advice.length > 0 && (
        <dl>
          {advice.map(({ addressee, action }) => (
            <>
              <dt dir="auto">{oneLine(addressee)}</dt>
              <dd class="text" dir="auto">
                {lines(action)}
              </dd>
            </>
          ))}
        </dl>
      )}
    </>
  )
}
