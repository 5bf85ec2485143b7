import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { oneLine } from '../../../../../shared/rendering/clean.ts'
import { bestText } from '../../../../../shared/rendering/language.ts'
import type { Reader } from '../../../http/reader.ts'
import { LevelBadge, When, wordFor } from '../shell/parts.tsx'

/** The headline that a reader can read best. */
export const headlineOf = ({ content }: Pick<Alert, 'content'>, { words, contact }: Reader) => {
  const { text } = bestText(content.texts, contact?.languages ?? [words.language])
  return { language: text.language, headline: oneLine(text.headline) }
}

/** One alert among others. */
export const AlertLine = ({ alert, reader }: { alert: Alert; reader: Reader }) => {
  const { words } = reader
  const { language, headline } = headlineOf(alert, reader)
  return (
    <>
      <a href={`/console/alerts/${alert.id}`} lang={language} dir="auto">
        {headline}
      </a>
      <p class="small soft">
        <LevelBadge level={alert.content.level} words={words} />{' '}
        {wordFor(words, 'console.state', alert.state)}
        {alert.content.exercise && ` · ${words.t('exercise')}`} ·{' '}
        <When at={alert.issues.at(-1)?.issuedAt ?? alert.updatedAt} reader={reader} />
      </p>
    </>
  )
}
