import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import * as z from 'zod'
import { isCoordinator } from '../../../../../shared/access/actor.ts'
import { listCoalitions, listCoalitionsLed } from '../../../../../shared/coalitions/read.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { idOf } from '../../../../../shared/ids.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import type { Item, Page } from '../../../../../shared/storage/store.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { orNone } from '../shell/none.ts'
import { Empty, Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  coalition: idOf('coalition').optional().catch(undefined),
  cursor: z.string().optional(),
})

interface Asked {
  readonly coalitionId: string | undefined
  readonly page: { readonly limit: number; readonly after: Item | undefined }
}

interface Work<T> {
  readonly path: string
  readonly title: Key
  readonly empty: Key
  /** What the button says by which those who lead begin one. */
  readonly begin: Key
  readonly read: (asked: Asked) => Promise<Page<T>>
  readonly lines: (items: readonly T[], reader: Reader) => Promise<Child[]> | Child[]
}

/** What coalitions do, the newest first: what is open to every member (of all, for coordinators), or one coalition's. */
export const byCoalition = async <T,>(c: Context<Env>, work: Work<T>) => {
  const { deps, actor } = c.var
  const { coalition, cursor } = parsed(query, c.req.query())
  const [reader, found, coalitions, led] = await Promise.all([
    readerOf(c),
    work.read({ coalitionId: coalition, page: pageOf(c, { limit: 30, cursor }) }).catch(orNone),
    listCoalitions(deps, actor, { page: { limit: 100 } }),
    listCoalitionsLed(deps, actor, { limit: 100 }),
  ])
  // Who is asked into a coalition and has not joined it yet hears of it, and of nothing that it does.
  if (!found && !coalitions.items.some(({ id }) => id === coalition)) throw notFound('coalition')
  const lines = await work.lines(found?.items ?? [], reader)
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t(work.title), here: '/console/coalitions' },
    <>
      <div class="head">
        <h1>{t(work.title)}</h1>
        {led.length > 0 && (
          <a class="button" href={`${work.path}/new${coalition ? `?coalition=${coalition}` : ''}`}>
            {t(work.begin)}
          </a>
        )}
      </div>
      <Filters words={words}>
        <Choice
          form={filledWith({ coalition: coalition ? [coalition] : [] })}
          words={words}
          name="coalition"
          label={t('meeting.coalition')}
          options={coalitions.items.map(({ id, name }) => ({ value: id, label: name }))}
          none={t(isCoordinator(actor) ? 'console.all' : 'advocacy.open-to.members')}
        />
      </Filters>
      <Listed
        title={t(work.title)}
        items={lines}
        empty={<Empty words={words} of={work.empty} />}
        more={<NextPage href={pathOfNext(c, found?.next)} words={words} />}
      />
    </>,
  )
}
