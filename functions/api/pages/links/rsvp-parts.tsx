import { agendaText } from '../../../../shared/meetings/agenda-text.ts'
import { type Rsvp, rsvpAnswers } from '../../../../shared/meetings/answers/rsvp.ts'
import { attendings } from '../../../../shared/meetings/capacity/place.ts'
import type { PlaceView } from '../../../../shared/meetings/capacity/show.ts'
import type { Meeting } from '../../../../shared/meetings/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { quorumWords } from '../../../../shared/rendering/mails/meeting.ts'
import { formatForReader } from '../../../../shared/rendering/time.ts'
import { isolated } from '../layout.tsx'
import { FaultAt, type Fields, marking, type Refused } from '../refused.tsx'
import { cut, sizeOf } from './cut.ts'

/** What the page has for texts that people wrote, so that it comes in one answer. */
const bytesForTexts = 6200
/** Of them, what the next dates of a series take. */
const bytesForDates = 2600

interface Facts {
  readonly meeting: Meeting
  readonly coalitionName: string | undefined
  readonly words: Phrases
  readonly timeZone: string
  /** Whether they were invited when the time for answering was over. */
  readonly isLate: boolean
  /** What stands in the form already. */
  readonly answered: readonly (string | undefined)[]
}

/** What the mail showed of a meeting, in the reader's zone. */
export const MeetingFacts = ({ meeting, coalitionName, words, timeZone, answered, isLate }: Facts) => {
  const { t, language } = words
  const { location, status, rsvpBy, cancelledBecause } = meeting
  const agenda = agendaText(meeting)
  const called = status === 'confirmed'
  const quorum = called && quorumWords(meeting.quorum, words)
  const time = (instant: string, zone = timeZone) => <bdi>{formatForReader(instant, zone, language)}</bdi>
  const url = called && 'url' in location ? location.url : undefined
  const address = 'address' in location ? location.address : undefined
  const bytesLeft = meeting.recurrence ? bytesForTexts - bytesForDates : bytesForTexts
  const bytesForAgenda = Math.max(300, bytesLeft - sizeOf(url, address, ...answered, cancelledBecause))
  return (
    <>
      <h2 dir="auto">{cut(meeting.title, 450)}</h2>
      <dl>
        <dt>{t('meeting.when')}</dt>
        <dd>{time(meeting.startsAtUtc)}</dd>
        <dt>{t('meeting.until')}</dt>
        <dd>{time(meeting.endsAtUtc)}</dd>
        {meeting.timeZone !== timeZone && <dt>{t('meeting.organizer-time')}</dt>}
        {meeting.timeZone !== timeZone && <dd>{time(meeting.startsAtUtc, meeting.timeZone)}</dd>}
        {address && <dt>{t('meeting.where')}</dt>}
        {address && <dd dir="auto">{address}</dd>}
        {url && <dt>{t('meeting.online')}</dt>}
        {url && (
          <dd>
            <a href={url}>
              <bdi>{cut(url, 300)}</bdi>
            </a>
          </dd>
        )}
        {coalitionName && <dt>{t('meeting.coalition')}</dt>}
        {coalitionName && <dd dir="auto">{cut(coalitionName, 300)}</dd>}
        {called && rsvpBy && !isLate && <dt>{t('meeting.rsvp-by')}</dt>}
        {called && rsvpBy && !isLate && <dd>{time(rsvpBy)}</dd>}
        {quorum && <dt>{t('meeting.quorum')}</dt>}
        {quorum && <dd>{quorum}</dd>}
        {cancelledBecause && <dt>{t('meeting.reason')}</dt>}
        {cancelledBecause && <dd dir="auto">{cut(cancelledBecause, 1500)}</dd>}
      </dl>
      {agenda && <h3>{t('meeting.agenda')}</h3>}
      {agenda &&
        cut(agenda, bytesForAgenda)
          .split('\n')
          .map((line) => line.trim() && <p dir="auto">{line}</p>)}
    </>
  )
}

interface Dates {
  readonly dates: readonly { readonly recurrenceId: string; readonly startsAtUtc: string }[]
  readonly path: string
  readonly words: Phrases
  readonly timeZone: string
}

/** The next meetings of a series, each of which can be answered alone. */
export const SeriesDates = ({ dates, path, words: { t, language }, timeZone }: Dates) => (
  <>
    <p>{t('rsvp.all-of-series')}</p>
    <ul>
      {dates.map(({ recurrenceId, startsAtUtc }) => (
        <li>
          <a href={`${path}/${recurrenceId}`}>
            <bdi>{formatForReader(startsAtUtc, timeZone, language)}</bdi>
          </a>
        </li>
      ))}
    </ul>
  </>
)

/** A button that takes the last answer back. */
export const UndoForm = ({ words: { t } }: { words: Phrases }) => (
  <form method="post">
    <button type="submit" name="undo" value="1">
      {t('page.undo')}
    </button>
  </form>
)

interface Line {
  readonly place: PlaceView
  readonly words: Phrases
  readonly timeZone: string
}

/** What became of an acceptance where places are few. */
export const PlaceLine = ({ place, words: { t, language }, timeZone }: Line) => {
  const { status, position, confirmBy } = place
  if (status === 'waiting') return <p>{t('rsvp.waiting', { position: String(position ?? '–') })}</p>
  if (status === 'lapsed') return <p>{t('rsvp.lapsed')}</p>
  if (!confirmBy) return null
  const until = isolated(formatForReader(confirmBy, timeZone, language))
  return <p class="notice">{t('rsvp.offered', { until })}</p>
}

interface Form {
  readonly rsvp: Rsvp | undefined
  readonly refused: Refused | undefined
  readonly words: Phrases
  readonly organization: string
  readonly isHybrid: boolean
}

/** What stands in the form: the answer so far, or what was just typed. */
const standing = ({ rsvp, refused }: Pick<Form, 'rsvp' | 'refused'>): Fields =>
  refused?.typed ?? {
    answer: rsvp?.answer ?? '',
    attending: rsvp?.attending ?? 'online',
    delegates: String(rsvp?.delegates ?? 1),
    delegateNames: rsvp?.delegateNames?.join('\n') ?? '',
    comment: rsvp?.comment ?? '',
  }

interface Choice {
  readonly given: Fields
  readonly words: Phrases
}

const AttendingChoice = ({ given, words: { t } }: Choice) => (
  <fieldset>
    <legend>{t('rsvp.attending')}</legend>
    {attendings.map((way) => (
      <label>
        <input type="radio" name="attending" value={way} required checked={given['attending'] === way} />{' '}
        {t(`rsvp.attending.${way}`)}
      </label>
    ))}
  </fieldset>
)

export const AnswerForm = ({ rsvp, refused, words, organization, isHybrid }: Form) => {
  const { t } = words
  const given = standing({ rsvp, refused })
  const fault = (field: string) => <FaultAt refused={refused} field={field} words={words} />
  return (
    <form method="post">
      <fieldset>
        <legend>{t('rsvp.question')}</legend>
        {rsvpAnswers.map((answer) => (
          <label>
            <input type="radio" name="answer" value={answer} required checked={given['answer'] === answer} />{' '}
            {t(`rsvp.${answer}`)}
          </label>
        ))}
        {fault('answer')}
      </fieldset>
      {isHybrid && <AttendingChoice given={given} words={words} />}
      <label for="delegates">{t('rsvp.delegates')}</label>
      <input
        id="delegates"
        name="delegates"
        type="number"
        inputmode="numeric"
        min="1"
        max="100"
        value={given['delegates'] ?? ''}
        {...marking(refused, 'delegates')}
      />
      {fault('delegates')}
      <label for="delegateNames">
        {t('rsvp.delegate-names')} ({t('page.optional')})
      </label>
      <textarea
        id="delegateNames"
        name="delegateNames"
        rows={2}
        maxlength={500}
        dir="auto"
        {...marking(refused, 'delegateNames')}
      >
        {given['delegateNames'] ?? ''}
      </textarea>
      {fault('delegateNames')}
      <label for="comment">
        {t('page.comment')} ({t('page.optional')})
      </label>
      <textarea
        id="comment"
        name="comment"
        rows={3}
        maxlength={500}
        dir="auto"
        {...marking(refused, 'comment')}
      >
        {given['comment'] ?? ''}
      </textarea>
      {fault('comment')}
      <button type="submit">{t('page.submit')}</button>
      <p class="small">
        {t('page.answering-for', { organization: isolated(cut(organization, 400)) })} {t('page.forwarded')}
      </p>
    </form>
  )
}
