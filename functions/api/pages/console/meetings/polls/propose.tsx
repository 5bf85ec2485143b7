import type { Context } from 'hono'
import { weighSlots } from '../../../../../../shared/meetings/fairness.ts'
import { proposePoll } from '../../../../../../shared/meetings/polls/propose.ts'
import { readPoll } from '../../../../../../shared/meetings/polls/read.ts'
import { pollInput } from '../../../../../../shared/meetings/polls/schema.ts'
import type { Env } from '../../../../http/env.ts'
import { onceUnder } from '../../../../http/idempotency.ts'
import { Line, Refusal, Tick, Token } from '../../shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn } from '../../shell/form.ts'
import { consolePage, type Status } from '../../shell/frame.tsx'
import { posted } from '../../shell/post.ts'
import { readerOf } from '../../shell/session.ts'
import { About, begunMeeting, Clock, coalitionsToMeet } from '../beginning.tsx'
import { Where } from '../where.tsx'
import { closedUp, inputOf, mostTimes, weighingOf } from './input.ts'
import { NightTable, type Weighed } from './nights.tsx'

const rows = Array.from({ length: mostTimes }, (_, at) => at)

interface Shown {
  readonly status?: Status
  readonly weighed?: readonly Weighed[]
}

const show = async (c: Context<Env>, form: Filled, { status = 200, weighed }: Shown = {}) => {
  const [reader, coalitions] = await Promise.all([readerOf(c), coalitionsToMeet(c)])
  const { words } = reader
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title: t('console.propose-times'), here: '/console/meetings', status },
    <>
      <h1>{t('console.propose-times')}</h1>
      <form class="sheet" method="post" action="/console/polls/new">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal {...field} />
        <About {...field} coalitions={coalitions} />
        <div class="grid">
          <Clock {...field} />
        </div>
        <fieldset>
          <legend>{t('poll.slots')}</legend>
          <p class="hint">{t('console.times.hint')}</p>
          <div class="grid">
            {rows.map((at) => (
              <Line
                {...field}
                name={`slots.${at}.startsAt`}
                type="datetime-local"
                label={t('console.time-number', { number: String(at + 1) })}
              />
            ))}
          </div>
        </fieldset>
        {weighed && <NightTable weighed={weighed} reader={reader} />}
        <Line {...field} name="closesAt" type="datetime-local" label={t('console.closes')} required />
        <Tick {...field} name="automatically" label={t('console.choose-automatically')} />
        <Where {...field} />
        <p class="acts">
          <button type="submit">{t('console.propose-and-ask')}</button>
          <button type="submit" class="quiet" name="more" value="nights" formnovalidate>
            {t('console.whose-night')}
          </button>
        </p>
      </form>
    </>,
  )
}

export const newPollPage = async (c: Context<Env>) => show(c, await begunMeeting(c))

/** The form again, with whose night each time would be; nobody is asked yet. */
const withNights = async (c: Context<Env>, typed: Typed) => {
  const weighed = await weighSlots(c.var.deps, c.var.actor, weighingOf(typed))
  return show(c, filledWith(typed), { weighed })
}

export const pollFromForm = posted((c) => ({
  act: async (typed) => {
    if (valueIn(typed, 'more') === 'nights') return withNights(c, typed)
    const input = parsed(pollInput, inputOf(typed))
    const made = await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: input },
      (deps) => proposePoll(deps, c.var.actor, input),
      (deps) => readPoll(deps, c.var.actor, deps.ids.next('poll')),
    )
    return `/console/polls/${made.id}?done=saved`
  },
  again: (form, status) => show(c, closedUp(form), { status }),
}))
