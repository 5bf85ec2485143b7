import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { removeItem } from '../../../../../shared/library/keep.ts'
import type { LibraryItem } from '../../../../../shared/library/schema.ts'
import { openItemFile, readItem } from '../../../../../shared/library/search.ts'
import { languageName, listOf } from '../../../../../shared/rendering/language.ts'
import { sizeIn } from '../../../../../shared/rendering/size.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'
import { textOf } from './list.tsx'

const Facts = ({ item, reader: { words } }: { item: LibraryItem; reader: Reader }) => {
  const { t, language } = words
  const { author, year, subjects, audiences, languages, licence } = item
  const rows = [
    ['console.library.author', author],
    ['console.library.year', year && String(year)],
    ['console.library.subjects', listOf(subjects, language)],
    [
      'console.library.audiences',
      listOf(
        audiences.map((each) => t(`library.audience.${each}`)),
        language,
      ),
    ],
    [
      'console.library.languages',
      listOf(
        languages.map((of) => languageName(of, language)),
        language,
      ),
    ],
    ['console.library.licence', licence],
  ] as const
  return (
    <dl>
      {rows.map(
        ([key, value]) =>
          value && (
            <>
              <dt>{t(key)}</dt>
              <dd dir="auto">{value}</dd>
            </>
          ),
      )}
    </dl>
  )
}

/** Where it can be read: its place on the web, and its files. */
const Places = ({ item, reader: { words } }: { item: LibraryItem; reader: Reader }) => (
  <ul>
    {item.url && (
      <li>
        <a href={item.url} rel="noreferrer" dir="ltr">
          {item.url}
        </a>
      </li>
    )}
    {item.attachments.map(({ id, name, size }) => (
      <li>
        <a href={`/console/library/${item.id}/attachments/${id}`}>
          <bdi>{name}</bdi>
        </a>{' '}
        {sizeIn(size, words.language)}
      </li>
    ))}
  </ul>
)

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, item] = await Promise.all([readerOf(c), readItem(deps, actor, idIn(c, 'libraryItem'))])
  const { words } = reader
  const { t } = words
  const text = textOf(item, reader)
  const path = `/console/library/${item.id}`
  const keeps = may(actor, 'library.keep')
  return consolePage(
    c,
    { title: text.title, here: '/console/library', status },
    <>
      <div class="head">
        <div>
          <p class="small soft">
            {t(`library.kind.${item.kind}`)} · {t(`console.post.to.${item.visibility}`)}
          </p>
          <h1 lang={text.language} dir="auto">
            {text.title}
          </h1>
        </div>
        {keeps && (
          <a class="button quiet" href={`${path}/edit`}>
            {t('console.change')}
          </a>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        {item.texts.map(({ language, title, abstract }) => (
          <div lang={language}>
            {language !== text.language && <h2 dir="auto">{title}</h2>}
            {abstract && (
              <p class="text" dir="auto">
                {abstract}
              </p>
            )}
          </div>
        ))}
        <Facts item={item} reader={reader} />
        <Places item={item} reader={reader} />
      </section>
      {keeps && (
        <Grave
          c={c}
          action={`${path}/removal`}
          words={t('console.library.remove')}
          follows={t('console.library.remove.hint')}
          carries={{ version: item.version }}
        />
      )}
    </>,
  )
}

export const itemPage = (c: Context<Env>) => show(c, filledWith({}))

export const removalFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    await removeItem(deps, actor, { id: idIn(c, 'libraryItem'), version: versionIn(typed) })
    return '/console/library?done=saved'
  },
  again: (form, status) => show(c, form, status),
}))

/** Goes on to the file: its address is good for a minute. */
export const openItemFromPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const named = { id: idIn(c, 'libraryItem'), attachmentId: idIn(c, 'attachment', 'attachmentId') }
  const { url } = await openItemFile(deps, actor, named)
  c.header('Cache-Control', 'no-store')
  return c.redirect(url)
}
