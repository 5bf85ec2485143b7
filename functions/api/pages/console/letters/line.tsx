import type { Letter } from '../../../../../shared/advocacy/letters/schema.ts'
import { bestText } from '../../../../../shared/rendering/language.ts'
import type { Reader } from '../../../http/reader.ts'
import { When } from '../shell/parts.tsx'

/** What a letter says in the language that a reader can read best. */
export const titleOf = ({ texts }: Pick<Letter, 'texts'>, { words, contact }: Reader) =>
  bestText(texts, contact?.languages ?? [words.language]).text

interface LetterLine {
  readonly letter: Letter
  /** What those are called to whom it goes. */
  readonly target?: string | undefined
  readonly reader: Reader
}

/** When something of it is next, or was last. */
const momentOf = ({ state, signBy, dueAt, deliveredAt, updatedAt }: Letter) => {
  if (state === 'draft' || state === 'open') return signBy
  return state === 'scheduled' ? (dueAt ?? updatedAt) : (deliveredAt ?? updatedAt)
}

/** A letter in a list. */
export const LetterLine = ({ letter, target, reader }: LetterLine) => {
  const { t } = reader.words
  const { subject, language } = titleOf(letter, reader)
  return (
    <>
      <a href={`/console/letters/${letter.id}`} lang={language} dir="auto">
        {subject}
      </a>
      <p class="small soft">
        {t(`letter.state.${letter.state}`)}
        {target && ' · '}
        {target && <bdi>{target}</bdi>} · <When at={momentOf(letter)} reader={reader} />
      </p>
    </>
  )
}
