import type { Context } from 'hono'
import type { CallSheet } from '../../../shared/alerts/answers/call-sheet.ts'
import { type Phrases, wordsFor } from '../../../shared/rendering/catalogue.ts'
import { formatDateTime } from '../../../shared/rendering/time.ts'
import type { Env } from '../http/env.ts'
import { acceptedLanguages } from '../http/language.ts'
import { isolated, page } from './layout.tsx'

type Entry = CallSheet['items'][number]
type Line = Entry['contacts'][number]

const Caller = ({ line, at, words: { t, language } }: { line: Line; at: string; words: Phrases }) => (
  <>
    <dt>
      {t(`role.${line.role}`)}
      {line.name && `: ${isolated(line.name)}`}
    </dt>
    <dd>
      <strong dir="ltr">
        {line.phone ?? t(line.neverCall ? 'call-sheet.never' : 'call-sheet.no-number')}
      </strong>
      {` · ${line.languages.join(', ')} · ${formatDateTime(at, line.timeZone, language)}`}
    </dd>
  </>
)

const Place = ({ entry, at, words }: { entry: Entry; at: string; words: Phrases }) => (
  <li>
    <h2>
      {entry.name} ({entry.country})
    </h2>
    <dl>
      {entry.contacts.map((line) => (
        <Caller line={line} at={at} words={words} />
      ))}
    </dl>
    <p>{words.t('call-sheet.said')} ______________________________________________</p>
  </li>
)

/** The silent of an alert on paper, with room for what they say; in the language of whoever prints it. */
export const callSheetPage = (c: Context<Env>, { reference, at, items }: CallSheet) => {
  const words = wordsFor(acceptedLanguages(c.req.header('Accept-Language')))
  const { t, language } = words
  return page(
    c,
    { title: t('call-sheet.title', { reference: reference ?? '' }), language },
    <>
      <p>{t('call-sheet.explain')}</p>
      {items.length === 0 && <p class="notice">{t('call-sheet.nobody')}</p>}
      <ul class="list">
        {items.map((entry) => (
          <Place entry={entry} at={at} words={words} />
        ))}
      </ul>
    </>,
  )
}
