import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { askToJoin } from '../../../../../shared/coalitions/ask.ts'
import {
  listCoalitions,
  listOpenCoalitions,
  type OpenCoalition,
} from '../../../../../shared/coalitions/read.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Empty, Listed, NextPage, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Turn } from '../shell/turn.tsx'

/** Of so many open coalitions the newest are offered. */
const offered = { limit: 20 }

const Open = ({ c, coalition, reader }: { c: Context<Env>; coalition: OpenCoalition; reader: Reader }) => (
  <>
    <b dir="auto">{coalition.name}</b>
    <p class="text" dir="auto">
      {coalition.purpose}
    </p>
    <Turn
      c={c}
      action={`/console/coalitions/${coalition.id}/request`}
      words={reader.words.t('coalition.ask')}
      look="quiet"
    />
  </>
)

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const asks =
    actor.kind === 'person' &&
    actor.relation === 'member' &&
    may(actor, 'coalition.ask', { organizationId: actor.organizationId })
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, { items, next }, open] = await Promise.all([
    readerOf(c),
    listCoalitions(deps, actor, { page }),
    asks ? listOpenCoalitions(deps, actor, offered) : { items: [] },
  ])
  const { words } = reader
  const { t } = words
  const inside = new Set<string>(items.map(({ id }) => id))
  const others = open.items.filter(({ id }) => !inside.has(id))
  return consolePage(
    c,
    { title: t('console.coalitions'), here: '/console/coalitions', status },
    <>
      <div class="head">
        <h1>{t('console.coalitions')}</h1>
        {may(actor, 'coalition.form') && (
          <a class="button" href="/console/coalitions/new">
            {t('console.form-coalition')}
          </a>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <Listed
        title={t('console.all')}
        items={items.map(({ id, name, createdAt, status: stands, confidential }) => (
          <>
            <a href={`/console/coalitions/${id}`} dir="auto">
              {name}
            </a>
            <p class="small soft">
              {stands === 'closed' && `${t('console.stood-down')} · `}
              {confidential && `${t('console.confidential')} · `}
              <When at={createdAt} reader={reader} />
            </p>
          </>
        ))}
        empty={
          <Empty
            words={words}
            of="console.empty.coalitions"
            href={may(actor, 'coalition.form') ? '/console/coalitions/new' : undefined}
            label="console.form-coalition"
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
      {others.length > 0 && (
        <Listed
          title={t('coalition.open-ones')}
          items={others.map((coalition) => <Open c={c} coalition={coalition} reader={reader} />)}
          empty={t('console.nothing')}
        />
      )}
    </>,
  )
}

/** Coalitions, the newest first; for others than coordinators, those that their organization is in, and those open to it. */
export const coalitionListPage = (c: Context<Env>) => show(c, filledWith({}))

export const requestFromForm = posted((c) => ({
  act: async () => {
    await askToJoin(c.var.deps, c.var.actor, { coalitionId: idIn(c, 'coalition') })
    return '/console/coalitions?done=asked'
  },
  again: (form, status) => show(c, form, status),
}))
