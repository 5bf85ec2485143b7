import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { changeAlert } from '../../../../../shared/alerts/change.ts'
import { alertChange, alertInput } from '../../../../../shared/alerts/content.ts'
import { draftAlert } from '../../../../../shared/alerts/draft.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, parsed, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import type { Pickable } from './form/audience.tsx'
import { AlertForm } from './form/form.tsx'
import { closedUp, contentIn, localTime, typedOf, versionIn } from './input.ts'

const week = 7 * 86_400_000

const pickable = async (c: Context<Env>): Promise<Pickable> => {
  const { deps, actor } = c.var
  const [coalitions, organizations] = await Promise.all([
    listCoalitions(deps, actor, { page: { limit: 50 } }),
    listOrganizations(deps, actor, { filter: {}, page: { limit: 200 } }),
  ])
  return {
    coalitions: coalitions.items.map(({ id, name }) => ({ value: id, label: name })),
    organizations: organizations.items
      .map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  }
}

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
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
  return consolePage(
    c,
    { title: t('console.write-alert'), here: '/console/alerts', status },
    <>
      <h1>{t('console.write-alert')}</h1>
      <AlertForm
        c={c}
        form={form}
        reader={reader}
        {...picks}
        isOut={false}
        action="/console/alerts/new"
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
      />
    </>,
  )
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
  expiresAt: [localTime(new Date(c.var.deps.clock.now().getTime() + week).toISOString(), timeZone)],
})

const wantsMore = (typed: Typed) => valueIn(typed, 'more') === 'text'

/** The form again with room for another language; nothing is stored. */
const withRoom = (typed: Typed) => filledWith(closedUp(typed))

export const newAlertPage = async (c: Context<Env>) => {
  const { timeZone, words } = await readerOf(c)
  return showNew(c, filledWith(blank(c, timeZone, words.language)))
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

const again = (form: Filled): Filled => ({ ...form, typed: closedUp(form.typed) })

export const draftFromForm = posted((c) => ({
  act: async (typed) =>
    wantsMore(typed) ? showNew(c, withRoom(typed)) : `/console/alerts/${await create(c, typed)}?done=saved`,
  again: (form, status) => showNew(c, again(form), status),
}))

const idOf = (c: Context<Env>) => idIn(c, 'alert')

const showEdit = async (c: Context<Env>, alert: Alert, form: Filled, status: Status = 200) => {
  permit(c.var.actor, 'alert.update')
  const isOut = alert.issues.length > 0
  const [reader, picks] = await Promise.all([
    readerOf(c),
    isOut ? { coalitions: [], organizations: [] } : pickable(c),
  ])
  const { t } = reader.words
  return consolePage(
    c,
    { title: t('console.change-alert'), here: '/console/alerts', status },
    <>
      <h1>{t('console.change-alert')}</h1>
      {form.refusal?.code === 'stale' && (
        <p>
          <a href={`/console/alerts/${alert.id}`} target="_blank" rel="noopener">
            {t('console.as-it-stands')}
          </a>
        </p>
      )}
      <AlertForm
        c={c}
        form={form}
        reader={reader}
        {...picks}
        isOut={isOut}
        action={`/console/alerts/${alert.id}/edit`}
      />
    </>,
  )
}

export const editAlertPage = async (c: Context<Env>) => {
  permit(c.var.actor, 'alert.update')
  const [{ timeZone }, alert] = await Promise.all([readerOf(c), readAlert(c.var.deps, c.var.actor, idOf(c))])
  return showEdit(c, alert, filledWith(typedOf(alert, timeZone)))
}

/** Once something was changed meanwhile, saving again is to put one's own in its place: the form takes its version. */
const showAgain = async (c: Context<Env>, form: Filled, status: Status) => {
  const alert = await readAlert(c.var.deps, c.var.actor, idOf(c))
  const { version } = alert
  return showEdit(c, alert, again({ ...form, typed: { ...form.typed, version: [String(version)] } }), status)
}

/** What is not filled in any more is taken away. */
const cleared = (content: ReturnType<typeof contentIn>) => ({
  ...content,
  signatory: content.signatory ?? null,
  followUp: content.followUp ?? null,
  basis: content.basis ?? null,
  handling: content.handling ?? null,
  issueAt: content.issueAt ?? null,
})

export const changeFromForm = posted((c) => ({
  act: async (typed) => {
    if (wantsMore(typed))
      return showEdit(c, await readAlert(c.var.deps, c.var.actor, idOf(c)), withRoom(typed))
    const { timeZone } = await readerOf(c)
    const { audience, exercise, ...content } = cleared(contentIn(typed, timeZone))
    const isOut = !('audience.reach' in typed)
    const correction = valueIn(typed, 'correction') === 'yes'
    const change = parsed(
      alertChange,
      isOut ? { ...content, correction } : { ...content, exercise, audience },
    )
    await changeAlert(c.var.deps, c.var.actor, { id: idOf(c), version: versionIn(typed), change })
    return `/console/alerts/${idOf(c)}?done=saved`
  },
  again: (form, status) => showAgain(c, form, status),
}))
