import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { createSituation } from '../../../../../shared/situations/create.ts'
import { readSituation, type SeenSituation } from '../../../../../shared/situations/read.ts'
import { situationChange, situationInput } from '../../../../../shared/situations/schema.ts'
import { updateSituation } from '../../../../../shared/situations/update.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { crimeOptions, levelOptions, stageOptions } from '../shell/choices.ts'
import { countriesIn } from '../shell/country.ts'
import { Boxes, Line, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filledWith,
  linesIn,
  parsed,
  type Typed,
  valueIn,
  valuesOf,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const describedIn = (typed: Typed) => ({
  title: valueIn(typed, 'title'),
  countries: countriesIn(typed, 'countries'),
  groups: linesIn(typed, 'groups'),
  perpetrators: linesIn(typed, 'perpetrators'),
  stages: valuesOf(typed, 'stages').map(Number),
  crimes: valuesOf(typed, 'crimes'),
  summary: valueIn(typed, 'summary'),
})

const typedOf = (situation: SeenSituation): Typed => ({
  version: [String(situation.version)],
  title: [situation.title],
  countries: [situation.countries.join(', ')],
  groups: [situation.groups.join('\n')],
  perpetrators: [situation.perpetrators.join('\n')],
  stages: situation.stages.map(String),
  crimes: situation.crimes,
  summary: [situation.summary],
})

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const isNew = c.req.param('id') === undefined
  permit(c.var.actor, isNew ? 'situation.create' : 'situation.update')
  const { words } = await readerOf(c)
  const { t } = words
  const field = { form, words }
  const title = t(isNew ? 'console.watch-situation' : 'console.change')
  return consolePage(
    c,
    { title, here: '/console/situations', status },
    <>
      <h1>{title}</h1>
      <form method="post">
        <Token c={c} />
        <input type="hidden" name="version" value={valueIn(form.typed, 'version')} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal {...field} />
        <Line {...field} name="title" label={t('console.title')} maxlength={200} required />
        <Line {...field} name="countries" label={t('alert.countries')} hint={t('console.countries.hint')} />
        {isNew && (
          <Boxes {...field} one name="level" label={t('alert.level')} options={levelOptions(words)} />
        )}
        <Paragraphs {...field} name="summary" label={t('console.summary')} rows={6} maxlength={10_000} />
        <div class="side">
          <Paragraphs
            {...field}
            name="groups"
            label={t('console.groups')}
            hint={t('console.one-a-line')}
            rows={3}
          />
          <Paragraphs
            {...field}
            name="perpetrators"
            label={t('console.perpetrators')}
            hint={t('console.one-a-line')}
            rows={3}
          />
        </div>
        <Boxes {...field} name="stages" label={t('alert.stages')} options={stageOptions(words)} />
        <Boxes {...field} name="crimes" label={t('alert.crimes')} options={crimeOptions(words)} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

export const newSituationPage = (c: Context<Env>) =>
  show(c, filledWith({ once: [randomUUID()], level: ['watch'] }))

export const situationFromForm = posted((c) => ({
  act: async (typed) => {
    const input = parsed(situationInput, { ...describedIn(typed), level: valueIn(typed, 'level') })
    const made = await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: input },
      (deps) => createSituation(deps, c.var.actor, input),
      (deps) => readSituation(deps, c.var.actor, deps.ids.next('situation')),
    )
    return `/console/situations/${made.id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const editSituationPage = async (c: Context<Env>) =>
  show(c, filledWith(typedOf(await readSituation(c.var.deps, c.var.actor, idIn(c, 'situation')))))

export const changeSituationFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'situation')
    const change = parsed(situationChange, describedIn(typed))
    await updateSituation(c.var.deps, c.var.actor, { id, version: versionIn(typed), change })
    return `/console/situations/${id}?done=saved`
  },
  again: async (form, status) => {
    const { version } = await readSituation(c.var.deps, c.var.actor, idIn(c, 'situation'))
    return show(c, { ...form, typed: { ...form.typed, version: [String(version)] } }, status)
  },
}))
