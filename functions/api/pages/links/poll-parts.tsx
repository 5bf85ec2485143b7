import { agendaText } from '../../../../shared/meetings/agenda-text.ts'
import { fieldOf, type PollAnswer, slotAnswers } from '../../../../shared/meetings/polls/answers.ts'
import type { Poll, PollSlot } from '../../../../shared/meetings/polls/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { formatDateTime, formatForReader, formatUtc } from '../../../../shared/rendering/time.ts'
import { isolated } from '../layout.tsx'
import { cut } from './cut.ts'

interface Reader {
  readonly words: Phrases
  readonly timeZone: string
}

/** The time that was chosen. */
export const ChosenTime = ({ slot, words: { language }, timeZone }: Reader & { slot: PollSlot }) => (
  <p>
    <bdi>{formatForReader(slot.startsAtUtc, timeZone, language)}</bdi>
  </p>
)

/** What is planned; the mail has the rest of a long agenda. The page comes in one answer with twelve times in any script. */
export const PollFacts = ({
  poll,
  words: { t, language },
  timeZone,
  open,
}: Reader & { poll: Poll; open: boolean }) => {
  const agenda = agendaText(poll)
  return (
    <>
      <h2 dir="auto">{cut(poll.title, 400)}</h2>
      {open && (
        <p>
          {t('meeting.rsvp-by')}: <bdi>{formatForReader(poll.closesAt, timeZone, language)}</bdi>
        </p>
      )}
      {poll.calledOffBecause && <p dir="auto">{cut(poll.calledOffBecause, 600)}</p>}
      {agenda && (
        <p class="text" dir="auto">
          {cut(agenda, 600)}
        </p>
      )}
    </>
  )
}

interface Choosing extends Reader {
  readonly slot: PollSlot
  readonly answer: PollAnswer | undefined
}

/** A time as the reader's clock shows it, and in UTC. */
const SlotChoice = ({ slot, answer, words: { t, language }, timeZone }: Choosing) => (
  <fieldset>
    <legend>
      <bdi>{formatDateTime(slot.startsAtUtc, timeZone, language)}</bdi>{' '}
      <bdi>
        ({slot.durationMinutes}′, {formatUtc(slot.startsAtUtc)})
      </bdi>
    </legend>
    {slotAnswers.map((each) => (
      <label>
        <input
          type="radio"
          name={fieldOf(slot.id)}
          value={each}
          required
          checked={answer?.answers[slot.id] === each}
        />{' '}
        {t(`poll.${each}`)}
      </label>
    ))}
  </fieldset>
)

interface Form extends Reader {
  readonly poll: Poll
  readonly answer: PollAnswer | undefined
  readonly organization: string
}

export const PollForm = ({ poll, answer, words, timeZone, organization }: Form) => {
  const { t } = words
  return (
    <form method="post">
      <p>
        {t('poll.ask')} {t('poll.times-in', { zone: isolated(timeZone) })}
      </p>
      {poll.slots.map((slot) => (
        <SlotChoice slot={slot} answer={answer} words={words} timeZone={timeZone} />
      ))}
      <label for="comment">
        {t('page.comment')} ({t('page.optional')})
      </label>
      <textarea id="comment" name="comment" rows={2} maxlength={500} dir="auto">
        {answer?.comment ?? ''}
      </textarea>
      <button type="submit">{t('page.submit')}</button>
      <p class="small">
        {t('page.answering-for', { organization: isolated(cut(organization, 300)) })} {t('page.forwarded')}
      </p>
    </form>
  )
}
