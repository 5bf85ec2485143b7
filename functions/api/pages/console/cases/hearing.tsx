import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { permit } from '../../../../../shared/access/permit.ts'
import {
  changeHearing,
  readHearing,
  scheduleHearing,
} from '../../../../../shared/justice/hearings/schedule.ts'
import { type Hearing, hearingChange, hearingInput } from '../../../../../shared/justice/hearings/schema.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Boxes, Line, Once, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  filledWith,
  givenIn,
  parsed,
  type Typed,
  valueIn,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const optional = ['location', 'url', 'note'] as const

const hearingIn = (typed: Typed) => ({
  title: valueIn(typed, 'title'),
  startsAt: valueIn(typed, 'startsAt'),
  timeZone: valueIn(typed, 'timeZone').trim(),
  durationMinutes: Number(valueIn(typed, 'durationMinutes')),
})

const typedOf = (hearing: Hearing): Typed => ({
  title: [hearing.title],
  startsAt: [hearing.startsAt],
  timeZone: [hearing.timeZone],
  durationMinutes: [String(hearing.durationMinutes)],
  status: [hearing.status],
  ...Object.fromEntries(optional.map((name) => [name, [hearing[name] ?? '']])),
})

interface Page {
  readonly title: string
  readonly form: Filled
  readonly beginning: Child
  readonly isNew: boolean
  readonly status: Status
}

const page = async (c: Context<Env>, { title, form, beginning, isNew, status }: Page) => {
  const { words } = await readerOf(c)
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title, here: '/console/cases', status },
    <>
      <p>
        <a href={`/console/cases/${idIn(c, 'case')}`}>{t('console.back')}</a>
      </p>
      <h1>{title}</h1>
      <form class="sheet" method="post">
        <Token c={c} />
        {beginning}
        <Refusal {...field} />
        <Line {...field} name="title" label={t('console.title')} maxlength={200} required />
        <div class="few">
          <Line {...field} name="startsAt" type="datetime-local" label={t('meeting.when')} required />
          <Line
            {...field}
            name="timeZone"
            label={t('console.time-zone')}
            hint={t('console.case.zone.hint')}
            required
          />
          <Line {...field} name="durationMinutes" type="number" label={t('console.minutes')} required />
        </div>
        <Line {...field} name="location" label={t('meeting.where')} maxlength={300} />
        <Line {...field} name="url" type="url" label={t('console.web')} />
        <Paragraphs {...field} name="note" label={t('console.case.note')} rows={3} maxlength={2000} />
        {!isNew && (
          <Boxes
            {...field}
            one
            name="status"
            label={t('console.state')}
            options={[
              { value: 'scheduled', label: t('console.case.scheduled') },
              { value: 'cancelled', label: t('console.called-off') },
            ]}
          />
        )}
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

const showNew = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  permit(c.var.actor, 'case.keep')
  const { words, timeZone } = await readerOf(c)
  const shown = form ?? filledWith({ timeZone: [timeZone], durationMinutes: ['120'] })
  const title = words.t('console.case.add-hearing')
  return page(c, { title, form: shown, isNew: true, status, beginning: <Once form={shown} /> })
}

export const newHearingPage = (c: Context<Env>) => showNew(c)

export const hearingFromForm = posted((c) => ({
  act: async (typed) => {
    const caseId = idIn(c, 'case')
    const more = Object.fromEntries(optional.map((name) => [name, givenIn(typed, name)]))
    const input = parsed(hearingInput, { ...hearingIn(typed), ...filled(more) })
    await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => scheduleHearing(deps, c.var.actor, { caseId, input }),
      (deps) => readHearing(deps, c.var.actor, { caseId, id: deps.ids.next('hearing') }),
    )
    return `/console/cases/${caseId}?done=saved`
  },
  again: (form, status) => showNew(c, form, status),
}))

const named = (c: Context<Env>) => ({ caseId: idIn(c, 'case'), id: idIn(c, 'hearing', 'hearingId') })

const showOne = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  permit(c.var.actor, 'case.keep')
  const [{ words }, hearing] = await Promise.all([
    readerOf(c),
    readHearing(c.var.deps, c.var.actor, named(c)),
  ])
  return page(c, {
    title: words.t('console.case.hearing'),
    form: form ?? filledWith(typedOf(hearing)),
    isNew: false,
    status,
    beginning: <input type="hidden" name="version" value={String(hearing.version)} />,
  })
}

export const hearingPage = (c: Context<Env>) => showOne(c)

export const changedHearing = posted((c) => ({
  act: async (typed) => {
    // What was taken out of the form is taken out of the hearing.
    const more = Object.fromEntries(optional.map((name) => [name, givenIn(typed, name) ?? null]))
    const change = parsed(hearingChange, { ...hearingIn(typed), ...more, status: valueIn(typed, 'status') })
    await changeHearing(c.var.deps, c.var.actor, { ...named(c), version: versionIn(typed), change })
    return `/console/cases/${idIn(c, 'case')}?done=saved`
  },
  again: (form, status) => showOne(c, form, status),
}))
