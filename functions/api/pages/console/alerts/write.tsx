import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { alertInput } from '../../../../../shared/alerts/content.ts'
import { draftAlert } from '../../../../../shared/alerts/draft.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, parsed, type Typed, valueIn } from '../shell/form.ts'
import type { Status } from '../shell/frame.tsx'
import { localTime } from '../shell/local-time.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { AlertForm } from './form/form.tsx'
import { closedUp, contentIn } from './input.ts'
import { pickable } from './pickable.ts'
import { answerPart } from './preview/beside.tsx'
import { type PreviewTyped, previewTyped } from './preview/typed.ts'
import { moreIn, writingPage } from './writing.tsx'

const week = 7 * 86_400_000
const action = '/console/alerts/new'

interface Shown {
  readonly form: Filled
  readonly found?: PreviewTyped
  readonly status?: Status
}

const show = async (c: Context<Env>, { form, found, status }: Shown) => {
  const { deps, actor } = c.var
  permit(actor, 'alert.draft')
  const [reader, picks, situations] = await Promise.all([
    readerOf(c),
    pickable(c),
    listSituations(deps, actor, { filter: {}, page: { limit: 100 } }),
  ])
  const { words } = reader
  const { t } = words
  const options = situations.items.map(({ id, title, level }) => ({
    value: id,
    label: `${title} – ${t(`level.${level}`)}`,
  }))
  return writingPage(c, { title: t('console.write-alert'), status }, { action, form, reader, found }, [
    <AlertForm
      c={c}
      form={form}
      reader={reader}
      {...picks}
      isOut={false}
      action={action}
      beginning={
        <Choice
          form={form}
          words={words}
          name="situationId"
          label={t('alert.situation')}
          options={options}
          required
        />
      }
    />,
  ])
}

/** What an alert is before anybody has written a word of it. */
const blank = (c: Context<Env>, timeZone: string, language: string): Typed => ({
  once: [randomUUID()],
  situationId: [c.req.query('situation') ?? ''],
  level: ['warning'],
  scope: ['restricted'],
  'texts.0.language': [language],
  urgency: ['Unknown'],
  severity: ['Unknown'],
  certainty: ['Unknown'],
  'audience.reach': ['all'],
  'issuedBy.by': ['coordinator'],
  expiresAt: [localTime(new Date(c.var.deps.clock.now().getTime() + week).toISOString(), timeZone)],
})

export const newAlertPage = async (c: Context<Env>) => {
  const { timeZone, words } = await readerOf(c)
  return show(c, { form: filledWith(blank(c, timeZone, words.language)) })
}

const create = async (c: Context<Env>, typed: Typed) => {
  const { timeZone } = await readerOf(c)
  const input = parsed(alertInput, {
    situationId: valueIn(typed, 'situationId'),
    ...filled(contentIn(typed, timeZone)),
  })
  const key = valueIn(typed, 'once') || undefined
  const made = await onceUnder(
    { c, key, payload: input },
    (deps) => draftAlert(deps, c.var.actor, input),
    (deps) => readAlert(deps, c.var.actor, deps.ids.next('alert')),
  )
  return made.id
}

const again = async (c: Context<Env>, form: Filled, status?: Status) => {
  permit(c.var.actor, 'alert.draft')
  return show(c, { form, found: await previewTyped(c, form.typed), ...(status && { status }) })
}

export const draftFromForm = posted((c) => ({
  act: async (typed) => {
    permit(c.var.actor, 'alert.draft')
    const more = moreIn(typed)
    if (more === 'part')
      return answerPart({ c, reader: await readerOf(c), found: await previewTyped(c, typed) })
    if (more) return again(c, filledWith(closedUp(typed)))
    return `/console/alerts/${await create(c, typed)}?done=saved`
  },
  again: (form, status) => again(c, { ...form, typed: closedUp(form.typed) }, status),
}))
