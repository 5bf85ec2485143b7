import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { readSituation } from '../../../../../shared/situations/read.ts'
import { readThread } from '../../../../../shared/threads/read.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Filters, Listed, NextPage, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { placeOf } from '../shell/subject.ts'

type Line = Awaited<ReturnType<typeof readThread>>['items'][number]

/** What happened in a situation, the newest first, as far as the reader may know it. */
export const storyOf = async (
  c: Context<Env>,
  situationId: string,
  rest: { readonly page: { readonly limit: number }; readonly coalitionId?: string | undefined },
) => {
  const { words } = await readerOf(c)
  const { deps, actor } = c.var
  return readThread(deps, actor, { situationId, languages: [words.language], descending: true, ...rest })
}

/** One line of it, which leads to what it is about. */
export const StoryLine = ({ line: { said, title, subject, at }, reader }: { line: Line; reader: Reader }) => {
  const place = subject.startsWith('sit_') ? undefined : placeOf(subject)
  return (
    <>
      {title && `${said}: `}
      {place ? (
        <a href={place} dir="auto">
          {title ?? said}
        </a>
      ) : (
        <bdi>{title ?? said}</bdi>
      )}
      <p class="small soft">
        <When at={at} reader={reader} />
      </p>
    </>
  )
}

/** A situation's whole story, a page at a time; for members, also as those inside one of their coalitions know it. */
export const storyPage = async (c: Context<Env>) => {
  const id = idIn(c, 'situation')
  const { deps, actor } = c.var
  const coalitionId = c.req.query('coalition') || undefined
  const page = pageOf(c, { limit: 50, cursor: c.req.query('cursor') })
  const [reader, situation, { items, next }, coalitions] = await Promise.all([
    readerOf(c),
    readSituation(deps, actor, id),
    storyOf(c, id, { page, coalitionId }),
    listCoalitions(deps, actor, { situationId: id, page: { limit: 50 } }),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('thread.story'), here: '/console/situations' },
    <>
      <p>
        <a href={`/console/situations/${id}`} dir="auto">
          {situation.title}
        </a>
      </p>
      <h1>{t('thread.story')}</h1>
      {coalitions.items.length > 0 && (
        <Filters words={words}>
          <Choice
            form={filledWith({ coalition: [coalitionId ?? ''] })}
            words={words}
            name="coalition"
            label={t('thread.as-known-in')}
            none={t('console.whole-alliance')}
            options={coalitions.items.map(({ id: value, name: label }) => ({ value, label }))}
          />
        </Filters>
      )}
      <Listed
        title={t('thread.story')}
        items={items.map((line) => <StoryLine line={line} reader={reader} />)}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
