import type { Context, ErrorHandler } from 'hono'
import { DomainError } from '../../../shared/errors.ts'
import { type Key, wordsFor } from '../../../shared/rendering/catalogue.ts'
import { router } from '../http/contract.ts'
import type { Env } from '../http/env.ts'
import { acceptedLanguages } from '../http/language.ts'
import { asDomainError, noteUnforeseen, problems } from '../http/problem.ts'
import { type PageHead, page } from './layout.tsx'

/** The words for whoever looks: the contact's once a link is open, else what their browser asks for. */
const wordsOfReader = (c: Context<Env>) =>
  wordsFor(c.get('languages') ?? acceptedLanguages(c.req.header('Accept-Language')))

const wordsOfError = (error: DomainError | undefined, absent: Key): Key => {
  if (!error) return 'error.later'
  if (error.code === 'not-found') return absent
  return error.code === 'too-fast' ? 'error.too-fast' : 'error.invalid'
}

const onPageError =
  (absent: Key): ErrorHandler<Env> =>
  (failure, c) => {
    const error = asDomainError(failure)
    if (!error) noteUnforeseen(failure, c)
    const { t, language } = wordsOfReader(c)
    const status = (error ? problems[error.code][0] : 500) as PageHead['status']
    return page(c, { title: t('error.title'), language, status }, <p>{t(wordsOfError(error, absent))}</p>)
  }

/** A router for pages: what goes wrong there is a page as well, in the reader's language; `absent` is what a 404 says. */
export const pageRouter = (absent: Key = 'error.expired-link') => {
  const pages = router()
  pages.onError(onPageError(absent))
  return pages
}

const notAForm = () => new DomainError('malformed', 'This is not a form.')

/** The fields of a posted form; files and repetitions are not among them. */
export const formOf = async (c: Context<Env>): Promise<Record<string, string>> => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw notAForm()
  const fields = await c.req.parseBody().catch(() => {
    throw notAForm()
  })
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
