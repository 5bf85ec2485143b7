import type { Context } from 'hono'
import { itemKinds, type LibraryItem } from '../../../../shared/library/schema.ts'
import { openPublicItemFile, searchPublicLibrary } from '../../../../shared/library/search.ts'
import { wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { bestText, languageName } from '../../../../shared/rendering/language.ts'
import { sizeIn } from '../../../../shared/rendering/size.ts'
import { openCursor, sealCursor } from '../../../../shared/storage/cursor.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../layout.tsx'
import { conditional, keepAMinute, publicRouter, readersLanguages } from './reader.ts'

const most = 20

/** Its place on the web, or the first of its files. */
const hrefOf = ({ id, url, attachments }: LibraryItem) =>
  url ?? `/library/${id}/attachments/${attachments[0]?.id}`

const asked = (c: Context<Env>) => {
  const kind = itemKinds.find((each) => each === c.req.query('kind'))
  const words = (c.req.query('q') ?? '').slice(0, 200)
  return { kind, words, query: { ...(words && { q: words }), ...(kind && { kind }) } }
}

/** Goes on to the file: its address is good for a minute, so nobody keeps this answer. */
const attachment = async (c: Context<Env>) => {
  const [id = '', attachmentId = ''] = [c.req.param('id'), c.req.param('attachmentId')]
  const { url } = await openPublicItemFile(c.var.deps, { id, attachmentId })
  c.header('Cache-Control', 'no-store')
  return c.redirect(url)
}

const libraryPage = async (c: Context<Env>) => {
  const { keys } = c.var.deps
  const languages = readersLanguages(c)
  const { t, language } = wordsFor(languages)
  const { kind, words, query } = asked(c)
  const name = `GET /library ${new URLSearchParams(query)}`
  const cursor = c.req.query('cursor')
  const after = cursor === undefined ? undefined : openCursor(keys, name, cursor)
  const search = { words, wordsIn: languages[0], facets: { kind }, page: { limit: most, after } }
  const { items, next } = await searchPublicLibrary(c.var.deps, search)
  keepAMinute(c)
  return page(
    c,
    { title: t('library.title'), language, open: true },
    <>
      <form method="get">
        <label for="q">{t('library.words')}</label>
        <input id="q" name="q" value={words} maxlength={200} dir="auto" />
        <button type="submit">{t('library.find')}</button>
      </form>
      <nav aria-label={t('library.kinds')}>
        {itemKinds.map((each) => (
          <a href={`/library?kind=${each}`}>{t(`library.kind.${each}`)}</a>
        ))}
      </nav>
      {items.length === 0 && !next && <p>{t('library.none')}</p>}
      <ul class="list">
        {items.map((each) => {
          const text = bestText(each.texts, languages).text
          return (
            <li>
              <a href={hrefOf(each)} rel="noreferrer" lang={text.language} dir="auto">
                {oneLine(text.title)}
              </a>
              <br />
              {t(`library.kind.${each.kind}`)} · <bdi>{each.licence}</bdi> ·{' '}
              {each.languages.map((of) => languageName(of, language)).join(', ')}
              {each.attachments.map((file) => (
                <>
                  {' · '}
                  <a href={`/library/${each.id}/attachments/${file.id}`} rel="noreferrer">
                    <bdi>{file.name}</bdi>
                  </a>{' '}
                  {sizeIn(file.size, language)}
                </>
              ))}
            </li>
          )
        })}
      </ul>
      {next && (
        <p>
          <a href={`/library?${new URLSearchParams({ ...query, cursor: sealCursor(keys, name, next) })}`}>
            {t('front.more')}
          </a>
        </p>
      )}
    </>,
  )
}

/** What anybody may find in the library. */
export const libraryPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/library', conditional, libraryPage)
  pages.get('/library/:id/attachments/:attachmentId', attachment)
  app.route('/', pages)
}
