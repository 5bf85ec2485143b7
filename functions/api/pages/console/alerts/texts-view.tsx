import type { Child } from 'hono/jsx'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import type { Reader } from '../../../http/reader.ts'
import { differenceOf, pairsOf } from './diff.ts'

type Content = Alert['content']

/** A text, or how it became what it is; nothing where there is nothing and was nothing. */
const Changed = ({ before, now = '' }: { before: string | undefined; now: string | undefined }) => (
  <>
    {before === undefined
      ? now
      : differenceOf(before, now).map(({ kind, text }) => {
          if (kind === 'gone') return <del>{text}</del>
          return kind === 'new' ? <ins>{text}</ins> : text
        })}
  </>
)

interface Shown {
  readonly content: Content
  /** What was approved last, to which this is compared. */
  readonly approved?: Content | undefined
  readonly reader: Reader
}

type Text = Content['texts'][number]

interface Pair {
  readonly now: string | undefined
  readonly before: string | undefined
}

/** A paragraph of a text, as far as it says something or did. */
const Said = ({ now, before, label, words }: Pair & { label?: Child; words: Phrases }) =>
  now || before ? (
    <p class="text" dir="auto">
      {label && <b lang={words.language}>{label}: </b>}
      <Changed before={before} now={now} />
    </p>
  ) : null

interface Compared {
  readonly content: Content
  readonly approved: Content | undefined
  readonly language: string
  readonly words: Phrases
}

/** What single classes are asked to do in a language, and what they no longer are. */
const Worded = ({ content, approved, language, words }: Compared) => {
  const of = (each: Content | undefined) =>
    (each?.wordings ?? []).filter((wording) => wording.language === language)
  return (
    <>
      {pairsOf(approved && of(approved), of(content), (each) => each.class).map(([before, now]) => (
        <Said
          now={now?.instruction}
          before={approved && (before?.instruction ?? '')}
          label={words.t(`class.${(now ?? before)!.class}`)}
          words={words}
        />
      ))}
    </>
  )
}

const OneText = ({ pair: [before, now], ...compared }: Compared & { pair: readonly [Text?, Text?] }) => {
  const { approved, language, words } = compared
  const { t } = words
  const of = (field: Exclude<keyof Text, 'language'>): Pair => ({
    now: now?.[field],
    before: approved && (before?.[field] ?? ''),
  })
  return (
    <section class="sheet">
      <p class="soft small">
        {languageName(language, words.language)}
        {!now && ` · ${t('console.text-gone')}`}
      </p>
      <div lang={language} dir="auto">
        <h2 dir="auto">
          <Changed {...of('headline')} />
        </h2>
        <Said {...of('description')} words={words} />
        <Said {...of('instruction')} words={words} />
        <Worded {...compared} />
        <Said {...of('unknown')} label={t('alert.basis.unknown')} words={words} />
        <Said {...of('changes')} label={t('alert.changes')} words={words} />
        <Said {...of('translatedBy')} label={t('console.translated-by')} words={words} />
        <Said {...of('reviewedBy')} label={t('console.reviewed-by')} words={words} />
      </div>
    </section>
  )
}

/** What an alert says in each of its languages, side by side. */
export const Texts = ({ content, approved, reader: { words } }: Shown) => (
  <div class="side">
    {pairsOf(approved?.texts, content.texts, ({ language }) => language).map((pair) => (
      <OneText
        content={content}
        approved={approved}
        language={(pair[1] ?? pair[0])!.language}
        words={words}
        pair={pair}
      />
    ))}
  </div>
)

export const Recommendations = ({ content, approved, reader: { words } }: Shown) => {
  const pairs = pairsOf(approved?.recommendations, content.recommendations, ({ addressee }) => addressee)
  if (pairs.length === 0) return null
  return (
    <section class="sheet">
      <h2>{words.t('alert.recommendations')}</h2>
      <dl>
        {pairs.map(([before, now]) => (
          <>
            <dt dir="auto">{(now ?? before)!.addressee}</dt>
            <dd class="text" dir="auto">
              <Changed before={approved && (before?.action ?? '')} now={now?.action} />
            </dd>
          </>
        ))}
      </dl>
    </section>
  )
}
