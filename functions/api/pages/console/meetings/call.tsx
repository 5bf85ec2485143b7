import type { Context } from 'hono'
import { callMeeting } from '../../../../../shared/meetings/call.ts'
import { readMeeting } from '../../../../../shared/meetings/read.ts'
import { meetingInput } from '../../../../../shared/meetings/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Line, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { About, aboutIn, begunMeeting, Clock, coalitionsToMeet } from './beginning.tsx'
import { type Hour, hoursOf } from './hours.ts'
import { HoursAndSend } from './hours-table.tsx'
import { Where } from './where.tsx'

/** When and where. */
export const WhenAndWhere = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <div class="grid">
        <Line {...field} name="startsAt" type="datetime-local" label={t('meeting.when')} required />
        <Clock {...field} />
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
  const [reader, coalitions] = await Promise.all([readerOf(c), coalitionsToMeet(c)])
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
        <About form={form} words={reader.words} coalitions={coalitions} />
        <WhenAndWhere form={form} words={reader.words} />
        <HoursAndSend hours={hours} reader={reader} send={t('console.call-and-invite')} />
      </form>
    </>,
  )
}

export const newMeetingPage = async (c: Context<Env>) => show(c, await begunMeeting(c))

const inputOf = (typed: Typed) => ({
  ...aboutIn(typed),
  startsAt: valueIn(typed, 'startsAt'),
  ...filled({ rsvpBy: givenIn(typed, 'rsvpBy') }),
})

/** The hour at which each of those invited would have to be there, by what was typed. */
export const hoursAsked = (c: Context<Env>, typed: Typed, coalitionId: string | undefined) =>
  hoursOf(c.var.deps, c.var.actor, {
    coalitionId,
    startsAt: valueIn(typed, 'startsAt'),
    timeZone: valueIn(typed, 'timeZone').trim(),
  })

export const meetingFromForm = posted((c) => ({
  act: async (typed) => {
    if (valueIn(typed, 'more') === 'hours')
      return show(c, filledWith(typed), 200, await hoursAsked(c, typed, givenIn(typed, 'coalitionId')))
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
