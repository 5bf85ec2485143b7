import type { Context } from 'hono'
import { DomainError } from '../../../../shared/errors.ts'
import { reportByLink, reportByPage } from '../../../../shared/field-reports/file.ts'
import { type FieldReport, fieldReportForm, sharings } from '../../../../shared/field-reports/schema.ts'
import { type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { sourceOf } from '../../http/source.ts'
import { isolated, type PageHead, page } from '../layout.tsx'
import { openCapability } from '../links/capability.ts'
import { formOf, pageRouter } from '../page-router.tsx'
import { FaultAt, marking, type Refused, refusedFor } from '../refused.tsx'
import { publicRouter, readersLanguages } from './reader.ts'

interface Form {
  readonly words: Phrases
  readonly refused?: Refused | undefined
  /** Whether we know whose link it is, so that they can be named. */
  readonly known: boolean
}

const Lines = ({ words, refused }: Omit<Form, 'known'>) => {
  const { t } = words
  const given = (name: string) => refused?.typed[name] ?? ''
  const fault = (name: string) => <FaultAt refused={refused} field={name} words={words} />
  return (
    <>
      <label for="what">{t('report.what')}</label>
      <textarea
        id="what"
        name="what"
        rows={6}
        maxlength={5000}
        required
        dir="auto"
        {...marking(refused, 'what')}
      >
        {given('what')}
      </textarea>
      {fault('what')}
      {(['where', 'when', 'how'] as const).map((name) => (
        <>
          <label for={name}>
            {t(`report.${name}`)} ({t('page.optional')})
          </label>
          <input
            id={name}
            name={name}
            maxlength={200}
            dir="auto"
            value={given(name)}
            {...marking(refused, name)}
          />
          {fault(name)}
        </>
      ))}
    </>
  )
}

const ReportForm = ({ words, refused, known }: Form) => {
  const { t } = words
  const given = refused?.typed ?? {}
  const sharing = given['sharing'] ?? sharings[0]
  return (
    <form method="post">
      <Lines words={words} refused={refused} />
      <fieldset>
        <legend>{t('report.sharing')}</legend>
        {sharings.map((each) => (
          <label>
            <input type="radio" name="sharing" value={each} checked={each === sharing} />{' '}
            {t(`report.sharing.${each}`)}
          </label>
        ))}
      </fieldset>
      {known ? (
        <label>
          <input type="checkbox" name="mayName" value="yes" checked={given['mayName'] === 'yes'} />{' '}
          {t('report.name')}
        </label>
      ) : (
        <p class="small">{t('report.unknown')}</p>
      )}
      <button type="submit">{t('page.submit')}</button>
    </form>
  )
}

interface Shown extends Form {
  readonly status?: PageHead['status']
  readonly notice?: 'error.invalid' | 'error.too-fast'
}

const show = (c: Context<Env>, { words, known, status = 200, notice, refused }: Shown) =>
  page(
    c,
    { title: words.t('report.title'), language: words.language, status },
    <>
      {notice && (
        <p class="notice" role="alert">
          {words.t(notice)}
        </p>
      )}
      <ReportForm words={words} refused={refused} known={known} />
    </>,
  )

const thank = (c: Context<Env>, { t, language }: Phrases, { number }: FieldReport) =>
  page(
    c,
    { title: t('report.title'), language },
    <p class="notice" role="status">
      {t('report.received', { number: isolated(number) })}
    </p>,
  )

/** Files what was posted; what is not right is shown again, with nothing lost that was written. */
const file = async (
  c: Context<Env>,
  { words, known }: Form,
  take: (report: ReturnType<typeof fieldReportForm>) => Promise<FieldReport>,
) => {
  const given = await formOf(c)
  try {
    return thank(c, words, await take(fieldReportForm(given)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const refused = refusedFor(error, given)
    if (error.code === 'invalid')
      return show(c, { words, known, refused, status: 422, notice: 'error.invalid' })
    if (error.code === 'too-fast')
      return show(c, { words, known, refused, status: 429, notice: 'error.too-fast' })
    throw error
  }
}

const linked = () => {
  const pages = pageRouter()
  pages.get('/report/:token', async (c) => {
    const { words } = await openCapability(c, 'report')
    return show(c, { words, known: true })
  })
  pages.post('/report/:token', async (c) => {
    const { words, organization, contact } = await openCapability(c, 'report')
    const source = { organizationId: organization.id, contactId: contact.id }
    return file(c, { words, known: true }, (report) =>
      reportByLink(c.var.deps, source, { via: 'link', report }),
    )
  })
  return pages
}

const open = () => {
  const pages = publicRouter()
  pages.get('/report', (c) => show(c, { words: wordsFor(readersLanguages(c)), known: false }))
  pages.post('/report', (c) =>
    file(c, { words: wordsFor(readersLanguages(c)), known: false }, (report) =>
      reportByPage(c.var.deps, sourceOf(c), { ...report, mayName: false }),
    ),
  )
  return pages
}

/** Reports from the field: by a contact's own link, or by anybody. GET shows, POST files. */
export const reportPages = (app: Router) => {
  app.route('/', linked())
  app.route('/', open())
}
