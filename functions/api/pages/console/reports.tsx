import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Deps } from '../../../../shared/deps.ts'
import { closeReport } from '../../../../shared/field-reports/close.ts'
import { reportSignedIn } from '../../../../shared/field-reports/file.ts'
import { listReports, readReport } from '../../../../shared/field-reports/read.ts'
import { closureInput, fieldReportInput, sharings } from '../../../../shared/field-reports/schema.ts'
import { pageOf, pathOfNext } from '../../http/answers.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { onceUnder } from '../../http/idempotency.ts'
import { Boxes, Line, Paragraphs, Refusal, Tick, Token } from './shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn, versionIn } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { Done, Empty, Listed, NextPage, When } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'

/** Whoever has a mailbox with us tells what they have seen or heard. */
const showForm = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { words } = await readerOf(c)
  const { t } = words
  const field = { form, words }
  const number = c.req.query('number')?.slice(0, 40)
  return consolePage(
    c,
    { title: t('report.title'), here: '/console/report', status },
    <>
      <h1>{t('report.title')}</h1>
      {number && (
        <p class="notice" role="status">
          {t('report.received', { number })}
        </p>
      )}
      <form class="sheet" method="post" action="/console/report">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal {...field} />
        <Paragraphs {...field} name="what" label={t('report.what')} rows={6} maxlength={5000} required />
        <Line {...field} name="where" label={t('report.where')} maxlength={300} />
        <Line {...field} name="when" label={t('report.when')} maxlength={200} />
        <Line {...field} name="how" label={t('report.how')} maxlength={1000} />
        <Boxes
          {...field}
          one
          name="sharing"
          label={t('report.sharing')}
          options={sharings.map((value) => ({ value, label: t(`report.sharing.${value}`) }))}
        />
        <Tick {...field} name="mayName" label={t('report.name')} />
        <p class="acts">
          <button type="submit">{t('page.submit')}</button>
        </p>
      </form>
    </>,
  )
}

const fileFromForm = posted((c) => ({
  act: async (typed) => {
    const given = (name: string) => givenIn(typed, name)
    const input = parsed(fieldReportInput, {
      ...filled({ where: given('where'), when: given('when'), how: given('how'), sharing: given('sharing') }),
      what: valueIn(typed, 'what'),
      mayName: valueIn(typed, 'mayName') === 'yes',
    })
    const take = (deps: Deps) => reportSignedIn(deps, c.var.actor, input)
    const { number } = await onceUnder({ c, key: given('once'), payload: input }, take, take)
    return `/console/report?number=${encodeURIComponent(number)}`
  },
  again: (form, status) => showForm(c, form, status),
}))

/** What waits to be looked at, the oldest first. */
const listPage = async (c: Context<Env>) => {
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listReports(c.var.deps, c.var.actor, { status: 'open', page }),
  ])
  const { words } = reader
  return consolePage(
    c,
    { title: words.t('console.field-reports') },
    <>
      <h1>{words.t('console.field-reports')}</h1>
      <Listed
        title={words.t('console.to-look-at')}
        items={items.map(({ id, what, createdAt }) => (
          <>
            <a href={`/console/reports/${id}`} dir="auto">
              {what.slice(0, 120)}
            </a>
            <p class="small soft">
              <When at={createdAt} reader={reader} />
            </p>
          </>
        ))}
        empty={
          <Empty words={words} of="console.empty.reports" href="/console/report" label="console.report" />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, report] = await Promise.all([
    readerOf(c),
    readReport(c.var.deps, c.var.actor, idIn(c, 'fieldReport')),
  ])
  const { words } = reader
  const { t } = words
  const { number, version, closure } = report
  return consolePage(
    c,
    { title: `${t('report.title')} ${number}`, status },
    <>
      <h1>
        {t('report.title')} <bdi>{number}</bdi>
      </h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        <p class="text" dir="auto">
          {report.what}
        </p>
        <dl>
          {(['where', 'when', 'how'] as const).map(
            (name) =>
              report[name] && (
                <>
                  <dt>{t(`report.${name}`)}</dt>
                  <dd dir="auto">{report[name]}</dd>
                </>
              ),
          )}
          <dt>{t('report.sharing')}</dt>
          <dd>{t(`report.sharing.${report.sharing}`)}</dd>
        </dl>
        {report.source && (
          <p>
            <a href={`/console/roster/${report.source.organizationId}`}>{t('console.organization')}</a>
            {report.mayName && ` · ${t('report.name')}`}
          </p>
        )}
      </section>
      {closure ? (
        <p class="notice">
          {t('console.task.done')} <When at={closure.at} reader={reader} /> <bdi>{closure.reason}</bdi>
        </p>
      ) : (
        <form class="sheet" method="post" action={`/console/reports/${report.id}/dismiss`}>
          <Token c={c} />
          <input type="hidden" name="version" value={String(version)} />
          <Paragraphs
            form={form}
            words={words}
            name="reason"
            label={t('meeting.reason')}
            rows={3}
            maxlength={2000}
            required
          />
          <p class="acts">
            <button type="submit">{t('console.task.close')}</button>
          </p>
        </form>
      )}
    </>,
  )
}

const dismissFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'fieldReport')
    const closure = parsed(closureInput, { outcome: 'dismissed', reason: valueIn(typed, 'reason') })
    await closeReport(c.var.deps, c.var.actor, { id, version: versionIn(typed), closure })
    return `/console/reports/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

/** What was seen or heard: told by whoever is signed in, and looked at by coordinators. */
export const reportPages = (pages: Router) => {
  pages.get('/console/report', (c) =>
    showForm(c, filledWith({ once: [randomUUID()], sharing: ['coordinators'] })),
  )
  pages.post('/console/report', fileFromForm)
  pages.get('/console/reports', listPage)
  pages.get('/console/reports/:id', (c) => show(c, filledWith({})))
  pages.post('/console/reports/:id/dismiss', dismissFromForm)
}
