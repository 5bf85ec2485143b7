import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { callMeeting } from '../../../../../shared/meetings/call.ts'
import { readMeeting } from '../../../../../shared/meetings/read.ts'
import { meetingInput } from '../../../../../shared/meetings/schema.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Line, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { type Hour, hoursOf } from './hours.ts'
import { locationIn, Where } from './where.tsx'

const Hours = ({ hours, reader: { words } }: { hours: readonly Hour[]; reader: Reader }) => {
  const { t } = words
  return (
    <section class="sheet">
      <h2>{t('console.local-hours')}</h2>
      {hours.length === 0 ? (
        <p class="soft">{t('console.nothing')}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('console.local-hour')}</th>
              <th scope="col">{t('console.time-zone')}</th>
              <th scope="col">{t('console.organizations')}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ timeZone, organizations, local, day, isNight }) => (
              <tr>
                <td>
                  <b>{local}</b>
                  {day !== 0 && ` (${day > 0 ? '+' : '−'}${Math.abs(day)})`}{' '}
                  {isNight && <span class="badge warning">{t('console.night')}</span>}
                </td>
                <td data-label={t('console.time-zone')}>
                  <bdi>{timeZone}</bdi>
                </td>
                <td data-label={t('console.organizations')}>
                  {organizations.length}{' '}
                  <span class="small soft">{organizations.slice(0, 8).join(', ')}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const Fields = ({
  form,
  reader: { words },
  coalitions,
}: {
  form: Filled
  reader: Reader
  coalitions: readonly { id: string; name: string }[]
}) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Choice
        {...field}
        name="coalitionId"
        label={t('meeting.coalition')}
        options={coalitions.map(({ id, name }) => ({ value: id, label: name }))}
        none={t('console.whole-alliance')}
      />
      <Line {...field} name="title" label={t('console.title')} maxlength={200} required />
      <Paragraphs {...field} name="agenda" label={t('meeting.agenda')} rows={5} maxlength={5000} />
      <div class="grid">
        <Line {...field} name="startsAt" type="datetime-local" label={t('meeting.when')} required />
        <Line {...field} name="timeZone" label={t('console.time-zone')} required />
        <Line {...field} name="durationMinutes" type="number" label={t('console.minutes')} required />
        <Line
          {...field}
          name="rsvpBy"
          type="datetime-local"
          label={`${t('meeting.rsvp-by')} (${t('page.optional')})`}
        />
      </div>
      <Where {...field} />
    </>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200, hours?: readonly Hour[]) => {
  const { deps, actor } = c.var
  const [reader, coalitions] = await Promise.all([
    readerOf(c),
    listCoalitions(deps, actor, { page: { limit: 50 } }),
  ])
  const { t } = reader.words
  return consolePage(
    c,
    { title: t('console.call-meeting'), here: '/console/meetings', status },
    <>
      <h1>{t('console.call-meeting')}</h1>
      <form method="post" action="/console/meetings/new">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal form={form} words={reader.words} />
        <Fields
          form={form}
          reader={reader}
          coalitions={coalitions.items.filter((each) => each.status === 'active')}
        />
        {hours && <Hours hours={hours} reader={reader} />}
        <p class="acts">
          <button type="submit">{t('console.call-and-invite')}</button>
          <button type="submit" class="quiet" name="more" value="hours" formnovalidate>
            {t('console.show-hours')}
          </button>
        </p>
      </form>
    </>,
  )
}

export const newMeetingPage = async (c: Context<Env>) => {
  const { timeZone } = await readerOf(c)
  const typed = {
    once: [randomUUID()],
    coalitionId: [c.req.query('coalition') ?? ''],
    timeZone: [timeZone],
    durationMinutes: ['60'],
    'location.kind': ['online'],
  }
  return show(c, filledWith(typed))
}

const inputOf = (typed: Typed) => ({
  title: valueIn(typed, 'title'),
  agenda: valueIn(typed, 'agenda'),
  startsAt: valueIn(typed, 'startsAt'),
  timeZone: valueIn(typed, 'timeZone').trim(),
  durationMinutes: Number(valueIn(typed, 'durationMinutes')),
  location: locationIn(typed),
  ...filled({ coalitionId: givenIn(typed, 'coalitionId'), rsvpBy: givenIn(typed, 'rsvpBy') }),
})

/** The form again, with the hour at which each of those invited would have to be there. */
const withHours = async (c: Context<Env>, typed: Typed) => {
  const asked = {
    coalitionId: givenIn(typed, 'coalitionId'),
    startsAt: valueIn(typed, 'startsAt'),
    timeZone: valueIn(typed, 'timeZone').trim(),
  }
  return show(c, filledWith(typed), 200, await hoursOf(c.var.deps, c.var.actor, asked))
}

export const meetingFromForm = posted((c) => ({
  act: async (typed) => {
    if (valueIn(typed, 'more') === 'hours') return withHours(c, typed)
    const input = parsed(meetingInput, inputOf(typed))
    const made = await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: input },
      (deps) => callMeeting(deps, c.var.actor, input),
      (deps) => readMeeting(deps, c.var.actor, deps.ids.next('meeting')),
    )
    return `/console/meetings/${made.id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
