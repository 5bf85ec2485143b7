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
import { publicRouter, readersLanguages } from './reader.ts'

type Fields = Readonly<Record<string, string>>

interface Form {
  readonly words: Phrases
  readonly given: Fields
  /** Whether we know whose link it is, so that they can be named. */
  readonly known: boolean
}

const Lines = ({ words: { t }, given }: Omit<Form, 'known'>) => (
  <>
    <label for="what">{t('report.what')}</label>
    <textarea id="what" name="what" rows={6} maxlength={5000} required dir="auto">
      {given['what'] ?? ''}
    </textarea>
    {(['where', 'when', 'how'] as const).map((name) => (
      <>
        <label for={name}>
          {t(`report.${name}`)} ({t('page.optional')})
        </label>
        <input id={name} name={name} maxlength={200} dir="auto" value={given[name] ?? ''} />
      </>
    ))}
  </>
)

const ReportForm = ({ words, given, known }: Form) => {
  const { t } = words
  const sharing = given['sharing'] ?? sharings[0]
  return (
    <form method="post">
      <Lines words={words} given={given} />
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

interface Shown extends Omit<Form, 'given'> {
  readonly given?: Fields
  readonly status?: PageHead['status']
  readonly refused?: 'error.invalid' | 'error.too-fast'
}

const show = (c: Context<Env>, { words, known, given = {}, status = 200, refused }: Shown) =>
  page(
    c,
    { title: words.t('report.title'), language: words.language, status },
    <>
      {refused && (
        <p class="notice" role="alert">
          {words.t(refused)}
        </p>
      )}
      <ReportForm words={words} given={given} known={known} />
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
  { words, known }: Omit<Form, 'given'>,
  take: (report: ReturnType<typeof fieldReportForm>) => Promise<FieldReport>,
) => {
  const given = await formOf(c)
  try {
    return thank(c, words, await take(fieldReportForm(given)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'invalid')
      return show(c, { words, known, given, status: 422, refused: 'error.invalid' })
    if (error.code === 'too-fast')
      return show(c, { words, known, given, status: 429, refused: 'error.too-fast' })
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
