import type { answersTo } from '../../../../../shared/alerts/answers/board.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
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
      </ul>
    </div>
  )

/** Of so many the answers are listed; the numbers count all. */
const mostShown = 200

interface Answers {
  readonly board: Board
  readonly reader: Reader
}

/** What each organization has answered, those that have spoken first. */
export const Answers = ({ board: { places, counts }, reader }: Answers) => {
  const { words } = reader
  const { t } = words
  const spoken = [...places].sort((a, b) => Number(!a.given?.answer) - Number(!b.given?.answer))
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
      {spoken.length > 0 && (
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
            {spoken.slice(0, mostShown).map(({ organizationId, name, given }) => (
              <tr>
                <td>
                  <a href={`/console/roster/${organizationId}`}>
                    <bdi>{name ?? organizationId}</bdi>
                  </a>
                </td>
                <td data-label={t('console.answer')}>
                  {given?.answer ? wordFor(words, 'answer', given.answer) : t('console.silent-still')}
                </td>
                <td data-label={t('page.comment')} dir="auto">
                  {given?.comment ?? ''}
                </td>
                <td data-label={t('console.when')}>{given && <When at={given.at} reader={reader} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
