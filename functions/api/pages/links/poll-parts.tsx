import { agendaText } from '../../../../shared/meetings/agenda-text.ts'
import { fieldOf, type PollAnswer, slotAnswers } from '../../../../shared/meetings/polls/answers.ts'
import type { Poll, PollSlot } from '../../../../shared/meetings/polls/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { formatDateTime, formatForReader, formatUtc } from '../../../../shared/rendering/time.ts'
import { isolated } from '../layout.tsx'
import { FaultAt, marking, type Refused } from '../refused.tsx'
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

interface Answering extends Reader {
  readonly answer: PollAnswer | undefined
  readonly refused: Refused | undefined
}

/** A time as the reader's clock shows it, and in UTC. */
const SlotChoice = ({ slot, answer, refused, words, timeZone }: Answering & { readonly slot: PollSlot }) => {
  const { t, language } = words
  const name = fieldOf(slot.id)
  const standing = refused ? refused.typed[name] : answer?.answers[slot.id]
  return (
    <fieldset>
      <legend>
        <bdi>{formatDateTime(slot.startsAtUtc, timeZone, language)}</bdi>{' '}
        <bdi>
          ({slot.durationMinutes}′, {formatUtc(slot.startsAtUtc)})
        </bdi>
      </legend>
      {slotAnswers.map((each) => (
        <label>
          <input type="radio" name={name} value={each} required checked={standing === each} />{' '}
          {t(`poll.${each}`)}
        </label>
      ))}
      <FaultAt refused={refused} field={`answers/${slot.id}`} words={words} />
    </fieldset>
  )
}

interface Form extends Answering {
  readonly poll: Poll
  readonly organization: string
}

export const PollForm = ({ poll, answer, refused, words, timeZone, organization }: Form) => {
  const { t } = words
  return (
    <form method="post">
      <p>
        {t('poll.ask')} {t('poll.times-in', { zone: isolated(timeZone) })}
      </p>
      {poll.slots.map((slot) => (
        <SlotChoice slot={slot} answer={answer} refused={refused} words={words} timeZone={timeZone} />
      ))}
      <label for="comment">
        {t('page.comment')} ({t('page.optional')})
      </label>
      <textarea
        id="comment"
        name="comment"
        rows={2}
        maxlength={500}
        dir="auto"
        {...marking(refused, 'comment')}
      >
        {(refused ? refused.typed['comment'] : answer?.comment) ?? ''}
      </textarea>
      <FaultAt refused={refused} field="comment" words={words} />
      <button type="submit">{t('page.submit')}</button>
      <p class="small">
        {t('page.answering-for', { organization: isolated(cut(organization, 300)) })} {t('page.forwarded')}
      </p>
    </form>
  )
}
