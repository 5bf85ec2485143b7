import type { answersTo, Place } from '../../../../../shared/alerts/answers/board.ts'
import type { Key, Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { alertAnswers } from '../../../../../shared/rendering/mails/alert-content.ts'
import type { Reader } from '../../../http/reader.ts'
import { When, wordFor } from '../shell/parts.tsx'

type Board = Awaited<ReturnType<typeof answersTo>>

const Tally = ({
  title,
  counts,
  offered,
  reader: { words },
}: {
  title: string
  counts: Readonly<Record<string, number>>
  offered: readonly string[]
  reader: Reader
}) =>
  counts['told'] === 0 ? null : (
    <div>
      <h3>
        {title} ({counts['told']})
      </h3>
      <ul class="numbers">
        {offered.map((answer) => (
          <li>
            <b>{counts[answer]}</b> {words.t(`answer.${answer}` as Key)}
          </li>
        ))}
        <li>
          <b>{counts['silent']}</b> {words.t('console.silent-still')}
        </li>
        {Boolean(counts['bouncing']) && (
          <li>
            <b>{counts['bouncing']}</b> {words.t('console.in-trouble')}
          </li>
        )}
      </ul>
    </div>
  )

/** Of so many the answers are listed; the numbers count all. */
const mostShown = 200

interface Answers {
  readonly board: Board
  readonly reader: Reader
}

/** Those that have spoken first, then who is silent, then who was not reached or need not answer. */
const rankOf = ({ given, bouncing, excused }: Place) => (given?.answer ? 0 : bouncing || excused ? 2 : 1)

const standing = ({ given, bouncing, excused }: Place, words: Phrases) => {
  if (given?.answer) return wordFor(words, 'answer', given.answer)
  if (excused) return '–'
  return words.t(bouncing ? 'console.in-trouble' : 'console.silent-still')
}

/** What each organization has answered. */
export const Answers = ({ board: { places, counts }, reader }: Answers) => {
  const { words } = reader
  const { t } = words
  const ranked = [...places].sort((a, b) => rankOf(a) - rankOf(b))
  return (
    <section class="sheet">
      <h2>{t('console.answers')}</h2>
      <Tally
        title={t('relation.member')}
        counts={counts.members}
        offered={alertAnswers.member}
        reader={reader}
      />
      <Tally
        title={t('relation.authority')}
        counts={counts.authorities}
        offered={alertAnswers.authority}
        reader={reader}
      />
      {ranked.length > 0 && (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('console.organization')}</th>
              <th scope="col">{t('console.answer')}</th>
              <th scope="col">{t('page.comment')}</th>
              <th scope="col">{t('console.when')}</th>
            </tr>
          </thead>
          <tbody>
            {ranked.slice(0, mostShown).map((place) => (
              <tr>
                <td>
                  <a href={`/console/roster/${place.organizationId}`}>
                    <bdi>{place.name ?? place.organizationId}</bdi>
                  </a>
                </td>
                <td data-label={t('console.answer')}>{standing(place, words)}</td>
                <td data-label={t('page.comment')} dir="auto">
                  {place.given?.comment ?? ''}
                </td>
                <td data-label={t('console.when')}>
                  {place.given && <When at={place.given.at} reader={reader} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
