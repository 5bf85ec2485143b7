import type { Context } from 'hono'
import { hearingsFeed } from '../../../../shared/justice/happened.ts'
import { publicHearings } from '../../../../shared/justice/hearings/calendar.ts'
import { listPublicCases, readPublicCase } from '../../../../shared/justice/read.ts'
import { wordsFor } from '../../../../shared/rendering/catalogue.ts'
import { openCursor, sealCursor } from '../../../../shared/storage/cursor.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { languageAsked } from '../../http/language.ts'
import { isolated, page } from '../layout.tsx'
import { CaseBody } from './case-parts.tsx'
import { conditional, keepAMinute, publicRouter, readersLanguages } from './reader.ts'
import { stamped } from './stamped.ts'

const most = 20
const query = 'GET /cases'
const hearingsPath = '/feeds/hearings.ics'

const casePage = async (c: Context<Env>) => {
  const words = wordsFor(readersLanguages(c))
  const found = await readPublicCase(c.var.deps, c.req.param('id') ?? '')
  keepAMinute(c)
  const heading = <h1 dir="auto">{found.title}</h1>
  return page(
    c,
    { title: isolated(found.title), heading, language: words.language, open: true },
    <CaseBody found={found} words={words} />,
  )
}

const casesPage = async (c: Context<Env>) => {
  const { keys } = c.var.deps
  const words = wordsFor(readersLanguages(c))
  const asked = languageAsked(c)
  const cursor = c.req.query('cursor')
  const after = cursor === undefined ? undefined : openCursor(keys, query, cursor)
  const { items, next } = await listPublicCases(c.var.deps, { limit: most, after })
  keepAMinute(c)
  const lang = asked ? { lang: asked } : undefined
  const suffix = lang ? `?${new URLSearchParams(lang)}` : ''
  return page(
    c,
    { title: words.t('case.list'), language: words.language, open: true },
    <>
      {items.length === 0 && <p>{words.t('case.none')}</p>}
      <ul class="list">
        {items.map(({ id, title, stage }) => (
          <li>
            <a href={`/cases/${id}${suffix}`} dir="auto">
              {title}
            </a>
            <br />
            {words.t(`case.stage.${stage}`)}
          </li>
        ))}
      </ul>
      {next && (
        <p>
          <a href={`/cases?${new URLSearchParams({ ...lang, cursor: sealCursor(keys, query, next) })}`}>
            {words.t('front.more')}
          </a>
        </p>
      )}
      <footer>
        <a href={hearingsPath} type="text/calendar">
          {words.t('case.hearings')}
        </a>
      </footer>
    </>,
  )
}

const hearingsFile = async (c: Context<Env>) => {
  const asked = languageAsked(c)
  return c.body(await publicHearings(c.var.deps, asked ? [asked] : []), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
  })
}

/** What anybody may read of the cases that are public. */
export const casePages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/cases', conditional, casesPage)
  pages.get('/cases/:id', conditional, casePage)
  pages.get(hearingsPath, stamped(hearingsFeed), hearingsFile)
  app.route('/', pages)
}
