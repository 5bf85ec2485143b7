import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { itemAudiences, itemKinds, type LibraryItem } from '../../../../../shared/library/schema.ts'
import { searchLibrary } from '../../../../../shared/library/search.ts'
import { oneLine } from '../../../../../shared/rendering/clean.ts'
import { bestText, languageName, listOf } from '../../../../../shared/rendering/language.ts'
import { language } from '../../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { languageOptions } from '../shell/choices.ts'
import { Choice, Line } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Done, Empty, Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { audienceOptions, kindOptions } from './choices.ts'

const query = z.object({
  q: z
    .string()
    .transform((words) => words.trim().slice(0, 200) || undefined)
    .optional(),
  kind: z.enum(itemKinds).optional().catch(undefined),
  audience: z.enum(itemAudiences).optional().catch(undefined),
  language: language.optional().catch(undefined),
  cursor: z.string().optional(),
})

/** The text that a reader can read best. */
export const textOf = ({ texts }: LibraryItem, { words, contact }: Reader) =>
  bestText(texts, contact?.languages ?? [words.language]).text

const ItemLine = ({ item, reader }: { item: LibraryItem; reader: Reader }) => {
  const { t, language } = reader.words
  const text = textOf(item, reader)
  const read = item.languages.map((of) => languageName(of, language))
  return (
    <>
      <a href={`/console/library/${item.id}`} lang={text.language} dir="auto">
        {oneLine(text.title)}
      </a>
      <p class="small soft">
        {t(`library.kind.${item.kind}`)} · <bdi>{item.licence}</bdi> · {listOf(read, language)}
        {item.visibility === 'public' && ` · ${t('console.post.to.public')}`}
      </p>
    </>
  )
}

/** What is in the library, the newest first, by words of its titles and by what it is. */
export const libraryListPage = async (c: Context<Env>) => {
  const { q, cursor, ...facets } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const reader = await readerOf(c)
  const { words } = reader
  const { t } = words
  const page = pageOf(c, { limit: 30, cursor })
  const search = { words: q, wordsIn: words.language, facets, page }
  const { items, next } = await searchLibrary(deps, actor, search)
  const asked = Object.entries({ q, ...facets }).map(([name, value]) => [name, [value ?? '']] as const)
  const field = { form: filledWith(Object.fromEntries(asked)), words }
  const keeps = may(actor, 'library.keep')
  const isAsked = asked.some(([, [value]]) => value)
  return consolePage(
    c,
    { title: t('library.title'), here: '/console/library' },
    <>
      <div class="head">
        <h1>{t('library.title')}</h1>
        {keeps && (
          <a class="button" href="/console/library/new">
            {t('console.library.add')}
          </a>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Filters words={words}>
        <Line {...field} name="q" type="search" label={t('library.words')} maxlength={200} />
        <Choice
          {...field}
          name="kind"
          label={t('library.kinds')}
          options={kindOptions(words)}
          none={t('console.all')}
        />
        <Choice
          {...field}
          name="audience"
          label={t('console.library.audiences')}
          options={audienceOptions(words)}
          none={t('console.all')}
        />
        <Choice
          {...field}
          name="language"
          label={t('page.language')}
          options={languageOptions(words, facets.language ? [facets.language] : [])}
          none={t('console.all')}
        />
      </Filters>
      <Listed
        title={t('library.title')}
        items={items.map((item) => <ItemLine item={item} reader={reader} />)}
        empty={
          <Empty
            words={words}
            {...(isAsked || next
              ? { of: 'library.none', href: '/console/library' }
              : {
                  of: 'console.empty.library',
                  href: keeps ? '/console/library/new' : undefined,
                  label: 'console.library.add',
                })}
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
