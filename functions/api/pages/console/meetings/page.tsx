import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { ownAnswer } from '../../../../../shared/meetings/answers/own.ts'
import { readAnswers } from '../../../../../shared/meetings/answers/read-board.ts'
import { cancelMeeting } from '../../../../../shared/meetings/cancel.ts'
import { coalitionOf } from '../../../../../shared/meetings/coalition-of.ts'
import { lastAsked, remindSilent } from '../../../../../shared/meetings/reminders/remind-now.ts'
import { cancellationInput, type Meeting } from '../../../../../shared/meetings/schema.ts'
import { enterToRead, isWithdrawn, type Known } from '../../../../../shared/meetings/standing.ts'
import { formatForReader } from '../../../../../shared/rendering/time.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { ToldLink } from '../inbox/link.tsx'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { orNone } from '../shell/none.ts'
import { Done } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { isSaid, Reason } from '../shell/reason.tsx'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'
import { OwnAnswer } from './answer.tsx'
import { Answers, Remind } from './board.tsx'
import { seriesWords } from './series.ts'

/** The coalition that a meeting is of, whether the reader is asked to it, and what they answered. */
const besideOf = async (c: Context<Env>, { meeting, reading }: Known) => {
  const { actor, deps } = c.var
  const contactId = actor.kind === 'person' ? actor.contactId : undefined
  const [coalition, rsvp] = await Promise.all([
    coalitionOf(deps.store, meeting),
    contactId && ownAnswer(deps.store, meeting, contactId),
  ])
  const isAsked = contactId && reading.standing && !isWithdrawn(meeting, contactId)
  return { coalition, rsvp: rsvp || undefined, isAsked: Boolean(isAsked) }
}

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'meeting')
  const entered = enterToRead(deps.store, actor, id)
  const [{ meeting, within }, { coalition, rsvp, isAsked }, board, asked] = await Promise.all([
    entered,
    entered.then((known) => besideOf(c, known)),
    // Not everybody invited may see what the others answered.
    readAnswers(deps, actor, { id, page: { limit: 200 } }).catch(orNone),
    lastAsked(deps, id),
  ])
  return { meeting, within, board, asked, coalition, rsvp, isAsked }
}

const Facts = ({ meeting, reader: { words, timeZone } }: { meeting: Meeting; reader: Reader }) => {
  const { t, language } = words
  const ofSeries = seriesWords(meeting, words)
  const { location } = meeting
  return (
    <dl>
      <dt>{t('meeting.when')}</dt>
      <dd>
        <bdi>{formatForReader(meeting.startsAtUtc, timeZone, language)}</bdi>
      </dd>
      {ofSeries && <dt>{t('meeting.series')}</dt>}
      {ofSeries && (
        <dd>
          {meeting.occurrence ? (
            <a href={`/console/meetings/${meeting.occurrence.seriesId}`}>{ofSeries}</a>
          ) : (
            ofSeries
          )}
        </dd>
      )}
      <dt>{t('console.minutes')}</dt>
      <dd>{meeting.durationMinutes}</dd>
      {'address' in location && <dt>{t('meeting.where')}</dt>}
      {'address' in location && <dd dir="auto">{location.address}</dd>}
      {'url' in location && <dt>{t('meeting.online')}</dt>}
      {'url' in location && (
        <dd>
          <a href={location.url} rel="noreferrer">
            <bdi>{location.url}</bdi>
          </a>
        </dd>
      )}
      {meeting.agenda && <dt>{t('meeting.agenda')}</dt>}
      {meeting.agenda && (
        <dd class="text" dir="auto">
          {meeting.agenda}
        </dd>
      )}
    </dl>
  )
}

export const showMeeting = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, seen] = await Promise.all([readerOf(c), read(c)])
  const { meeting, within, board, asked, coalition, rsvp, isAsked } = seen
  const { words } = reader
  const { t } = words
  const called = meeting.status === 'confirmed'
  // Who means one meeting must not end all of them unawares.
  const callOff = t(meeting.recurrence ? 'console.call-off-series' : 'console.call-off')
  return consolePage(
    c,
    { title: meeting.title, here: '/console/meetings', status },
    <>
      <h1 dir="auto">{meeting.title}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {!called && (
        <div class="notice bad">
          <p>{t('rsvp.cancelled')}</p>
          <p dir="auto">{meeting.cancelledBecause}</p>
        </div>
      )}
      <section class="sheet">
        <Facts meeting={meeting} reader={reader} />
        {coalition && (
          <p>
            {t('meeting.coalition')}:{' '}
            <a href={`/console/coalitions/${coalition.id}`} dir="auto">
              {coalition.name}
            </a>
          </p>
        )}
        <p>
          <a href={`/console/meetings/${meeting.id}/minutes`}>
            {t('minutes.title')}, {t('minutes.decisions')}
          </a>
        </p>
      </section>
      {called && isAsked && <OwnAnswer {...{ c, meeting, rsvp, form, reader }} />}
      {board && <Answers board={board} reader={reader} />}
      {board && <ToldLink c={c} subject={meeting.id} words={words} />}
      {called &&
        board &&
        board.counts.organizations.silent > 0 &&
        may(c.var.actor, 'meeting.remind', within) && (
          <Remind c={c} meeting={meeting} asked={asked} reader={reader} />
        )}
      {called && may(c.var.actor, 'meeting.update', within) && (
        <p>
          <a class="button quiet" href={`/console/meetings/${meeting.id}/edit`}>
            {t('console.change')}
          </a>
        </p>
      )}
      {called && may(c.var.actor, 'meeting.cancel', within) && (
        <section class="sheet">
          <Grave
            c={c}
            action={`/console/meetings/${meeting.id}/cancellation`}
            words={callOff}
            carries={{ version: meeting.version }}
            open={isSaid(form)}
          >
            {meeting.occurrence && <p class="soft">{t('meeting.of-series')}</p>}
            <Reason form={form} words={words} />
          </Grave>
        </section>
      )}
    </>,
  )
}

export const meetingPage = (c: Context<Env>) => showMeeting(c, filledWith({ delegates: ['1'] }))

export const reminderFromForm = posted((c) => ({
  act: async () => {
    const id = idIn(c, 'meeting')
    await remindSilent(c.var.deps, c.var.actor, id)
    return `/console/meetings/${id}?done=reminded`
  },
  again: (form, status) => showMeeting(c, form, status),
}))

export const cancellationFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'meeting')
    const { reason } = parsed(cancellationInput, { reason: valueIn(typed, 'reason') })
    await cancelMeeting(c.var.deps, c.var.actor, { id, version: versionIn(typed), reason })
    return `/console/meetings/${id}?done=saved`
  },
  again: (form, status) => showMeeting(c, form, status),
}))
