import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { readCase } from '../../../../../shared/justice/read.ts'
import { stageChange } from '../../../../../shared/justice/schema.ts'
import { setStage } from '../../../../../shared/justice/set-stage.ts'
import { caseStage } from '../../../../../shared/justice/vocabulary.ts'
import type { Env } from '../../../http/env.ts'
import { Choice, Line, Paragraphs, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { stageOptions } from './choices.ts'
import { closedUp, sourcesIn } from './input.ts'
import { type Field, Rows, SourceFields } from './rows.tsx'

/** To which stage a case has come, when, and what shows it. */
export const StageFields = (field: Field) => {
  const { t } = field.words
  return (
    <>
      <div class="few">
        <Choice {...field} name="stage" label={t('case.stage')} options={stageOptions(field.words)} />
        <Line {...field} name="since" type="date" label={t('console.case.since')} required />
      </div>
      <Rows
        {...field}
        group="sources"
        label="console.case.sources"
        most={10}
        row={(name) => <SourceFields {...field} name={name} />}
      />
    </>
  )
}

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  permit(c.var.actor, 'case.keep')
  const [{ words }, found] = await Promise.all([
    readerOf(c),
    readCase(c.var.deps, c.var.actor, idIn(c, 'case')),
  ])
  const { t } = words
  const wanted = caseStage.safeParse(c.req.query('to')).data ?? found.stage
  const shown = form ?? filledWith({ stage: [wanted] })
  const field = { form: shown, words }
  return consolePage(
    c,
    { title: t('console.case.set-stage'), here: '/console/cases', status },
    <>
      <p>
        <a href={`/console/cases/${found.id}`} dir="auto">
          {found.title}
        </a>{' '}
        · {t(`case.stage.${found.stage}`)}
      </p>
      <h1>{t('console.case.set-stage')}</h1>
      <form class="sheet" method="post">
        <Token c={c} />
        <input type="hidden" name="version" value={String(found.version)} />
        <Refusal {...field} />
        <StageFields {...field} />
        <Paragraphs
          {...field}
          name="note"
          label={`${t('console.case.note')} (${t('page.optional')})`}
          rows={3}
          maxlength={2000}
        />
        <Tick {...field} name="correction" label={t('console.case.correction')} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

export const stagePage = (c: Context<Env>) => show(c)

export const stageFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'case')
    const change = parsed(stageChange, {
      stage: valueIn(typed, 'stage'),
      since: valueIn(typed, 'since'),
      sources: sourcesIn(typed, 'sources'),
      ...filled({ note: givenIn(typed, 'note') }),
      ...(valueIn(typed, 'correction') === 'yes' && { correction: true }),
    })
    await setStage(c.var.deps, c.var.actor, { id, version: versionIn(typed), change })
    return `/console/cases/${id}?done=saved`
  },
  again: (form, status) => show(c, { ...form, typed: closedUp(form.typed) }, status),
}))
