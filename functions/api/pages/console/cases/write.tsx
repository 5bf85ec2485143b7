import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { permit } from '../../../../../shared/access/permit.ts'
import { openCase } from '../../../../../shared/justice/open.ts'
import { readCase } from '../../../../../shared/justice/read.ts'
import { caseChange, caseInput } from '../../../../../shared/justice/schema.ts'
import { updateCase } from '../../../../../shared/justice/update.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Choice, Line, Once, type Option, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  filledWith,
  givenIn,
  parsed,
  valueIn,
  valuesOf,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { withChosen } from '../shell/several.tsx'
import { courtOptions } from './choices.ts'
import { closedUp, contentIn, requireAll, sourcesIn, typedOf } from './input.ts'
import { AccusedRows, ChargeRows, Rows, SourceFields, WarrantRows } from './rows.tsx'
import { StageFields } from './stage.tsx'

const situationOptions = async ({ var: { deps, actor } }: Context<Env>): Promise<Option[]> => {
  const { items } = await listSituations(deps, actor, { filter: {}, page: { limit: 50 } })
  return items.map(({ id, title }) => ({ value: id, label: title }))
}

const Court = ({ form, words }: { form: Filled; words: Reader['words'] }) => {
  const { t } = words
  const field = { form, words }
  return (
    <div class="few">
      <Choice {...field} name="court.kind" label={t('case.court')} options={courtOptions(words)} />
      <Line {...field} name="court.name" label={t('console.case.court-name')} maxlength={200} required />
      <Line {...field} name="court.country" label={t('console.country')} maxlength={80} />
    </div>
  )
}

interface Page {
  readonly title: string
  readonly form: Filled
  readonly situations: readonly Option[]
  readonly beginning: Child
  readonly stage?: Child
  readonly status: Status
}

const page = async (c: Context<Env>, { title, form, situations, beginning, stage, status }: Page) => {
  const { words } = await readerOf(c)
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title, here: '/console/cases', status },
    <>
      <h1>{title}</h1>
      <form class="sheet" method="post">
        <Token c={c} />
        {beginning}
        <Refusal {...field} />
        <Line {...field} name="title" label={t('console.title')} maxlength={200} required />
        <Court {...field} />
        {stage}
        <Boxes
          {...field}
          one
          name="visibility"
          label={t('console.scope')}
          options={(['members', 'public'] as const).map((value) => ({
            value,
            label: t(`console.post.to.${value}`),
          }))}
        />
        <Choice
          {...field}
          name="situationId"
          label={t('alert.situation')}
          options={withChosen(situations, valuesOf(form.typed, 'situationId'))}
          none="–"
        />
        <Paragraphs {...field} name="summary" label={t('console.summary')} rows={6} maxlength={10_000} />
        <AccusedRows {...field} />
        <ChargeRows {...field} />
        <WarrantRows {...field} />
        <Rows
          {...field}
          group="documents"
          label="case.documents"
          most={50}
          row={(name) => <SourceFields {...field} name={name} />}
        />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  permit(c.var.actor, 'case.keep')
  const [{ words }, situations] = await Promise.all([readerOf(c), situationOptions(c)])
  return page(c, {
    title: words.t('console.case.open'),
    form,
    situations,
    status,
    beginning: <Once form={form} />,
    stage: <StageFields form={form} words={words} />,
  })
}

export const newCasePage = (c: Context<Env>) =>
  showNew(
    c,
    filledWith({
      visibility: ['members'],
      stage: ['communication'],
      situationId: [c.req.query('situation') ?? ''],
    }),
  )

export const caseFromForm = posted((c) => ({
  act: async (typed) => {
    const input = parsed(caseInput, {
      ...contentIn(typed),
      ...filled({ situationId: givenIn(typed, 'situationId') }),
      stage: valueIn(typed, 'stage'),
      since: valueIn(typed, 'since'),
      sources: sourcesIn(typed, 'sources'),
    })
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => openCase(deps, c.var.actor, input),
      (deps) => readCase(deps, c.var.actor, deps.ids.next('case')),
    )
    return `/console/cases/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, { ...form, typed: closedUp(form.typed) }, status),
}))

const showEdit = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  permit(c.var.actor, 'case.keep')
  const [{ words }, found, situations] = await Promise.all([
    readerOf(c),
    readCase(c.var.deps, c.var.actor, idIn(c, 'case')),
    situationOptions(c),
  ])
  return page(c, {
    title: words.t('console.change'),
    form: form ?? filledWith(typedOf(found)),
    situations,
    status,
    beginning: <input type="hidden" name="version" value={String(found.version)} />,
  })
}

export const editCasePage = (c: Context<Env>) => showEdit(c)

export const changedCase = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    permit(actor, 'case.keep')
    const before = await readCase(deps, actor, idIn(c, 'case'))
    requireAll(before, typed)
    const change = parsed(caseChange, {
      ...contentIn(typed),
      situationId: givenIn(typed, 'situationId') ?? null,
    })
    await updateCase(deps, actor, { id: before.id, version: versionIn(typed), change })
    return `/console/cases/${before.id}?done=saved`
  },
  again: (form, status) => showEdit(c, { ...form, typed: closedUp(form.typed) }, status),
}))
