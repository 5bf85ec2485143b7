import { listPublicMembers } from '../../../../shared/organizations/read.ts'
import { wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { openCursor, sealCursor } from '../../../../shared/storage/cursor.ts'
import type { Router } from '../../http/contract.ts'
import { languageAsked } from '../../http/language.ts'
import { page } from '../layout.tsx'
import { keepAMinute, publicRouter, readersLanguages } from './reader.ts'

const query = 'GET /members'

/** `/members`: those members that have said that the public may see them, by country, and nobody else. */
export const memberPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/members', async (c) => {
    const { keys } = c.var.deps
    const words = wordsFor(readersLanguages(c))
    const cursor = c.req.query('cursor')
    const after = cursor === undefined ? undefined : openCursor(keys, query, cursor)
    const { items, next } = await listPublicMembers(c.var.deps, { limit: 50, after })
    const countries = new Intl.DisplayNames([words.language], { type: 'region', fallback: 'code' })
    const asked = languageAsked(c)
    keepAMinute(c)
    return page(
      c,
      { title: words.t('members.title'), language: words.language, open: true },
      <>
        <p>{words.t('members.explain')}</p>
        {items.length === 0 && <p>{words.t('members.none')}</p>}
        {items.length > 0 && (
          <ul class="list">
            {items.map(({ name, country, website }) => (
              <li>
                {website ? (
                  <a href={website} rel="noreferrer" dir="auto">
                    {name}
                  </a>
                ) : (
                  <span dir="auto">{name}</span>
                )}
                <br />
                <span class="small">{countries.of(country)}</span>
              </li>
            ))}
          </ul>
        )}
        {next && (
          <p>
            <a
              href={`/members?${new URLSearchParams({ ...(asked && { lang: asked }), cursor: sealCursor(keys, query, next) })}`}
            >
              {words.t('front.more')}
            </a>
          </p>
        )}
        <footer>
          <a href="/join">{words.t('join.title')}</a>
        </footer>
      </>,
    )
  })
  app.route('/', pages)
}
