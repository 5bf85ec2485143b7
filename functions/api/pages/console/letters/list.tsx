import type { Context } from 'hono'
import * as z from 'zod'
import { isCoordinator } from '../../../../../shared/access/actor.ts'
import { listLetters } from '../../../../../shared/advocacy/letters/read.ts'
import { listCoalitions, listCoalitionsLed } from '../../../../../shared/coalitions/read.ts'
import { idOf } from '../../../../../shared/ids.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { LetterLine } from './line.tsx'

const query = z.object({
  coalition: idOf('coalition').optional().catch(undefined),
  cursor: z.string().optional(),
})

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const { coalition, cursor } = parsed(query, c.req.query())
  const found = listLetters(deps, actor, { coalitionId: coalition, page: pageOf(c, { limit: 30, cursor }) })
  const [reader, { items, next }, coalitions, led] = await Promise.all([
    readerOf(c),
    found,
    listCoalitions(deps, actor, { page: { limit: 100 } }),
    listCoalitionsLed(deps, actor, { limit: 100 }),
  ])
  const targets = await findOrganizations(deps.store, distinct(items.map(({ targetId }) => targetId)))
  const names = new Map<string, string>(targets.map(({ id, name }) => [id, name]))
  return { reader, coalition, items, next, names, coalitions: coalitions.items, writes: led.length > 0 }
}

/** Letters, the newest first: those open to every member (of all, for coordinators), or a coalition's. */
export const letterListPage = async (c: Context<Env>) => {
  const { reader, coalition, items, next, names, coalitions, writes } = await read(c)
  const { words } = reader
  const { t } = words
  const write = `/console/letters/new${coalition ? `?coalition=${coalition}` : ''}`
  return consolePage(
    c,
    { title: t('console.letters'), here: '/console/coalitions' },
    <>
      <div class="head">
        <h1>{t('console.letters')}</h1>
        {writes && (
          <a class="button" href={write}>
            {t('console.write-letter')}
          </a>
        )}
      </div>
      <Filters words={words}>
        <Choice
          form={filledWith({ coalition: coalition ? [coalition] : [] })}
          words={words}
          name="coalition"
          label={t('meeting.coalition')}
          options={coalitions.map(({ id, name }) => ({ value: id, label: name }))}
          none={t(isCoordinator(c.var.actor) ? 'console.all' : 'advocacy.open-to.members')}
        />
      </Filters>
      <Listed
        title={t('console.letters')}
        items={items.map((letter) => (
          <LetterLine letter={letter} target={names.get(letter.targetId)} reader={reader} />
        ))}
        empty={<Empty words={words} of="console.empty.letters" />}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
