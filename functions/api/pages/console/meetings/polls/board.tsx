import type { Context } from 'hono'
import type { readPollBoard } from '../../../../../../shared/meetings/polls/board.ts'
import type { Poll } from '../../../../../../shared/meetings/polls/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Token } from '../../shell/fields.tsx'
import { When } from '../../shell/parts.tsx'
import { Nights } from './nights.tsx'

type Board = Awaited<ReturnType<typeof readPollBoard>>

interface Part {
  readonly poll: Poll
  readonly board: Board
  readonly reader: Reader
}

interface Times extends Part {
  readonly c: Context<Env>
  /** Whether the reader may choose one and have the meeting called. */
  readonly calls: boolean
}

const Choose = ({
  c,
  poll,
  slotId,
  words,
}: {
  c: Context<Env>
  poll: Poll
  slotId: string
  words: string
}) => (
  <form method="post" action={`/console/polls/${poll.id}/choice`}>
    <Token c={c} />
    <input type="hidden" name="version" value={String(poll.version)} />
    <button type="submit" class="quiet" name="slotId" value={slotId}>
      {words}
    </button>
  </form>
)

/** The times by how many organizations can make them, with whose night each is; the best can be called at once. */
export const PollTimes = ({ c, poll, board: { slots, suggestion }, calls, reader }: Times) => {
  const { t } = reader.words
  const now = c.var.deps.clock.now().toISOString()
  return (
    <section class="sheet">
      <h2>{t('poll.slots')}</h2>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('console.when')}</th>
            <th scope="col">{t('console.answers')}</th>
            <th scope="col">{t('console.at-night')}</th>
            {calls && <th scope="col">{t('console.call-meeting')}</th>}
          </tr>
        </thead>
        <tbody>
          {[...slots]
            .sort((a, b) => a.rank - b.rank)
            .map((slot) => (
              <tr>
                <td>
                  <When at={slot.startsAtUtc} reader={reader} />{' '}
                  {slot.id === suggestion && <span class="badge good">{t('console.suggested')}</span>}
                </td>
                <td data-label={t('console.answers')}>
                  {t('poll.said', {
                    yes: String(slot.tally.yes),
                    maybe: String(slot.tally.ifNeedBe),
                    no: String(slot.tally.no),
                  })}{' '}
                  · {slot.tally.silent} {t('console.silent-still')}
                </td>
                <td data-label={t('console.at-night')}>
                  <Nights of={slot} reader={reader} />
                </td>
                {calls && (
                  <td>
                    {slot.startsAtUtc > now && (
                      <Choose c={c} poll={poll} slotId={slot.id} words={t('console.call-and-invite')} />
                    )}
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

/** What each of those asked said, the silent among them. */
export const PollAnswers = ({ poll: { slots }, board: { items, organizations }, reader }: Part) => {
  const { t } = reader.words
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  return (
    <section class="sheet">
      <h2>{t('console.answers')}</h2>
      <ul class="rows">
        {items.map(({ organizationId, answer }) => (
          <li>
            <b dir="auto">{names.get(organizationId) ?? organizationId}</b>{' '}
            <span class="soft">
              {answer
                ? slots.map(({ id }) => t(`poll.${answer.answers[id] ?? 'no'}`)).join(' · ')
                : t('console.silent-still')}
            </span>
            {answer?.comment && (
              <p class="small" dir="auto">
                {answer.comment}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
