import type { Context } from 'hono'
import type { Place } from '../../../../../shared/meetings/answers/board.ts'
import type { readAnswers } from '../../../../../shared/meetings/answers/read-board.ts'
import { isAtPeace } from '../../../../../shared/meetings/reminders/remind-now.ts'
import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { When } from '../shell/parts.tsx'
import { Turn } from '../shell/turn.tsx'
import { answerWords } from './answer.tsx'

type Board = Awaited<ReturnType<typeof readAnswers>>

/** Who was invited, what they answered, and who is silent. */
export const Answers = ({
  board: { items, counts, organizations },
  reader: { words },
}: {
  board: Board
  reader: Reader
}) => {
  const { t } = words
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  const order = (place: Place) => Number(!place.rsvp?.answer)
  return (
    <section class="sheet">
      <h2>{t('console.answers')}</h2>
      <ul class="numbers">
        {(['accepted', 'tentative', 'declined'] as const).map((answer) => (
          <li>
            <b>{counts.organizations[answer]}</b> {t(answerWords[answer])}
          </li>
        ))}
        <li>
          <b>{counts.organizations.silent}</b> {t('console.silent-still')}
        </li>
        <li>
          <b>{counts.delegates}</b> {t('console.people-coming')}
        </li>
        {counts.quorum && (
          <li>
            <b>
              {counts.quorum.counted} / {counts.quorum.required}
            </b>{' '}
            {t('console.quorum')}
          </li>
        )}
      </ul>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('console.organization')}</th>
            <th scope="col">{t('console.answer')}</th>
            <th scope="col">{t('console.people-coming')}</th>
            <th scope="col">{t('page.comment')}</th>
          </tr>
        </thead>
        <tbody>
          {[...items]
            .sort((a, b) => order(a) - order(b))
            .map(({ organizationId, rsvp }) => (
              <tr>
                <td>
                  <a href={`/console/roster/${organizationId}`}>
                    <bdi>{names.get(organizationId) ?? organizationId}</bdi>
                  </a>
                </td>
                <td data-label={t('console.answer')}>
                  {rsvp?.answer ? t(answerWords[rsvp.answer]) : t('console.silent-still')}
                </td>
                <td data-label={t('console.people-coming')}>
                  {rsvp?.answer === 'accepted' ? rsvp.delegates : ''}
                </td>
                <td data-label={t('page.comment')} dir="auto">
                  {rsvp?.comment ?? ''}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

interface Reminding {
  readonly c: Context<Env>
  readonly meeting: Meeting
  /** When somebody last had them reminded. */
  readonly asked: string | undefined
  readonly reader: Reader
}

/** The silent are reminded by a button, and then left in peace for a while. */
export const Remind = ({ c, meeting: { id }, asked, reader }: Reminding) => {
  const { t } = reader.words
  return (
    <section class="sheet">
      {asked && (
        <p class="soft">
          {t('console.reminded-at')} <When at={asked} reader={reader} />
        </p>
      )}
      {!isAtPeace(asked, c.var.deps.clock.now()) && (
        <Turn c={c} action={`/console/meetings/${id}/reminder`} words={t('console.remind')} look="quiet">
          <p>{t('console.remind.hint')}</p>
        </Turn>
      )}
    </section>
  )
}
