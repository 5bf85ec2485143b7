import type { Context } from 'hono'
import { permit } from '../../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../../shared/errors.ts'
import { decode } from '../../../../../../shared/organizations/import/decode.ts'
import { importRoster } from '../../../../../../shared/organizations/import/import-roster.ts'
import { ownColumns } from '../../../../../../shared/organizations/import/read-file.ts'
import type { RosterReport } from '../../../../../../shared/organizations/import/report.ts'
import type { Env } from '../../../../http/env.ts'
import { Paragraphs, Refusal, Token } from '../../shell/fields.tsx'
import { type Filled, filledWith, type Typed, valueIn } from '../../shell/form.ts'
import { consolePage, type Status } from '../../shell/frame.tsx'
import { posted } from '../../shell/post.ts'
import { readerOf } from '../../shell/session.ts'
import { saidOf } from './columns.ts'
import { Mapping } from './mapping.tsx'
import { Report } from './report.tsx'

interface Seen {
  readonly report?: RosterReport
  readonly isDone?: boolean
  readonly status?: Status
}

const show = async (c: Context<Env>, form: Filled, { report, isDone = false, status = 200 }: Seen = {}) => {
  permit(c.var.actor, 'organization.import')
  const { words } = await readerOf(c)
  const { t } = words
  const csv = valueIn(form.typed, 'csv')
  const own = ownColumns(Buffer.from(csv))
  return consolePage(
    c,
    { title: t('console.import'), here: '/console/roster', status },
    <>
      <h1>{t('console.import')}</h1>
      {report && (
        <p class="notice" role="status">
          {t(isDone ? 'console.import.done' : 'console.import.dry')}
        </p>
      )}
      {report && <Report report={report} lines={csv.split(/\r?\n/)} words={words} />}
      <form method="post" action="/console/roster/import" enctype="multipart/form-data">
        <Token c={c} />
        <Refusal form={form} words={words} />
        {form.faults.length > 0 && (
          <ul class="small" lang="en" dir="ltr">
            {form.faults.map(({ detail }) => (
              <li>{detail}</li>
            ))}
          </ul>
        )}
        {!isDone && (
          <>
            {own.length > 0 && <Mapping own={own} form={form} words={words} isOpen={!report} />}
            <label for="file">{t('console.import.file')}</label>
            <input id="file" type="file" name="file" accept=".csv,.txt,.tsv,text/csv" />
            <Paragraphs form={form} words={words} name="csv" label={t('console.import.paste')} rows={8} />
            <p class="acts">
              <button type="submit" name="more" value="dry" class={report ? 'quiet' : undefined}>
                {t('console.import.look')}
              </button>
              {report && <button type="submit">{t('console.import.take')}</button>}
            </p>
          </>
        )}
      </form>
      <p>
        <a href="/console/roster">{t('console.roster')}</a>
      </p>
    </>,
  )
}

/** A file that was chosen, else what was pasted; either is shown again as text, so that nothing is chosen twice. */
const csvOf = async (c: Context<Env>, typed: Typed) => {
  const { file } = await c.req.parseBody()
  if (!(file instanceof File) || file.size === 0) return valueIn(typed, 'csv')
  return decode(new Uint8Array(await file.arrayBuffer())).bytes.toString()
}

const run = async (c: Context<Env>, typed: Typed, dryRun: boolean) => {
  let form = filledWith(typed)
  try {
    const csv = await csvOf(c, typed)
    form = filledWith({ ...typed, csv: [csv] })
    const file = Buffer.from(csv)
    const input = { file, dryRun, ...saidOf(ownColumns(file), typed) }
    const report = await importRoster(c.var.deps, c.var.actor, input)
    return show(c, form, { report, isDone: !dryRun })
  } catch (error) {
    if (!(error instanceof DomainError) || !['malformed', 'invalid'].includes(error.code)) throw error
    return show(c, { ...form, faults: error.faults, refusal: error }, { status: 422 })
  }
}

export const importPage = (c: Context<Env>) => show(c, filledWith({}))

/** First what it would do, then, by a second button beside the findings, the import. To do it twice changes nothing. */
export const importFromForm = posted((c) => ({
  act: (typed) => run(c, typed, valueIn(typed, 'more') === 'dry'),
  again: (form, status) => show(c, form, { status }),
}))
