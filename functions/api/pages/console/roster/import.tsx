import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import { decode } from '../../../../../shared/organizations/import/decode.ts'
import { importRoster } from '../../../../../shared/organizations/import/import-roster.ts'
import type { RosterReport } from '../../../../../shared/organizations/import/report.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const said = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/** What an import would do, or has done: numbers first, then each line that needs a look. */
const Report = ({
  report,
  csv,
  reader: { words },
}: {
  report: RosterReport
  csv: string
  reader: Reader
}) => {
  const { t } = words
  const lines = csv.split(/\r?\n/)
  return (
    <section class="sheet">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('console.roster')}</th>
            <th scope="col">{t('console.import.created')}</th>
            <th scope="col">{t('console.import.updated')}</th>
            <th scope="col">{t('console.import.unchanged')}</th>
          </tr>
        </thead>
        <tbody>
          {(['organizations', 'contacts'] as const).map((what) => (
            <tr>
              <td>{t(`console.${what}`)}</td>
              <td data-label={t('console.import.created')}>{report[what].created}</td>
              <td data-label={t('console.import.updated')}>{report[what].updated}</td>
              <td data-label={t('console.import.unchanged')}>{report[what].unchanged}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.rejected.length > 0 && <h2>{t('console.import.rejected')}</h2>}
      <ul class="rows">
        {report.rejected.slice(0, 200).map(({ line, column, reason }) => (
          <li>
            <b>{t('console.import.line', { number: String(line) })}</b>{' '}
            <bdi lang="en">
              {column}: {reason}
            </bdi>
            <p class="small soft" dir="auto">
              {lines[line - 1]?.slice(0, 300)}
            </p>
          </li>
        ))}
      </ul>
      {report.conflicts.length > 0 && <h2>{t('console.import.conflicts')}</h2>}
      <ul class="rows">
        {report.conflicts.slice(0, 200).map(({ line, field, ours, theirs }) => (
          <li>
            <b>{t('console.import.line', { number: String(line) })}</b> <bdi>{field}</bdi>
            <p class="small">
              <bdi>{said(ours)}</bdi> ← <del dir="auto">{said(theirs)}</del>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Seen {
  readonly report?: RosterReport
  readonly isDone?: boolean
  readonly status?: Status
}

const show = async (c: Context<Env>, form: Filled, { report, isDone = false, status = 200 }: Seen = {}) => {
  permit(c.var.actor, 'organization.import')
  const reader = await readerOf(c)
  const { words } = reader
  const { t } = words
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
      {report && <Report report={report} csv={valueIn(form.typed, 'csv')} reader={reader} />}
      <form method="post" action="/console/roster/import" enctype="multipart/form-data">
        <Token c={c} />
        <Refusal form={form} words={words} />
        {!isDone && (
          <>
            <label for="file">{t('console.import.file')}</label>
            <input id="file" type="file" name="file" accept=".csv,text/csv" />
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
    const report = await importRoster(c.var.deps, c.var.actor, { file: Buffer.from(csv), dryRun })
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
