import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { listBriefings } from '../../../../../shared/advocacy/briefings/read.ts'
import type { Briefing } from '../../../../../shared/advocacy/briefings/schema.ts'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { idOf } from '../../../../../shared/ids.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, Listed, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  show: z
    .union([z.literal('own'), idOf('coalition')])
    .optional()
    .catch(undefined),
  situation: idOf('situation').optional().catch(undefined),
  authority: idOf('organization').optional().catch(undefined),
  cursor: z.string().optional(),
})

type Asked = z.output<typeof query>

/** One list answers: one's own, a coalition's, or what hangs on a situation or an authority. */
const filterOf = ({ show, situation, authority }: Asked) => {
  if (show === 'own') return { of: show }
  const within = show && { coalitionId: show }
  if (situation) return { ...within, situationId: situation }
  return { ...within, ...(authority && { authorityId: authority }) }
}

interface Line {
  readonly briefing: Briefing
  readonly authority: string | undefined
  readonly reader: Reader
}

/** A briefing in a list: with whom and when, by whom, and what is next. */
export const BriefingLine = ({ briefing, authority, reader }: Line) => {
  const { t } = reader.words
  return (
    <>
      <a href={`/console/briefings/${briefing.id}`} dir="auto">
        {authority ?? t('console.organization')}
      </a>
      <p class="small soft">
        {t(`console.briefing.how.${briefing.how}`)} · <When at={briefing.at} reader={reader} />
        {briefing.next && (
          <>
            {' · '}
            {t('console.briefing.next')}: <bdi>{briefing.next.what}</bdi>{' '}
            <When at={briefing.next.dueAt} reader={reader} />
          </>
        )}
      </p>
    </>
  )
}

/** What the authorities of some briefings are called. */
export const authoritiesOf = async ({ var: { deps } }: Context<Env>, items: readonly Briefing[]) => {
  const found = await findOrganizations(deps.store, distinct(items.map(({ authorityId }) => authorityId)))
  return new Map<string, string>(found.map(({ id, name }) => [id, name]))
}

/** Whether somebody may keep what was said: members, in the name of their own. */
export const mayLog = ({ var: { actor } }: Context<Env>) =>
  actor.kind === 'person' && may(actor, 'briefing.log', { organizationId: actor.organizationId })

/** The log, the latest first, as far as the reader may know of it. */
export const briefingListPage = async (c: Context<Env>) => {
  const { cursor, ...asked } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const listed = listBriefings(deps, actor, {
    filter: filterOf(asked),
    page: pageOf(c, { limit: 30, cursor }),
  })
  const [reader, { items, next }, authorities, coalitions] = await Promise.all([
    readerOf(c),
    listed,
    listed.then((found) => authoritiesOf(c, found.items)),
    listCoalitions(deps, actor, { page: { limit: 50 } }),
  ])
  const { words } = reader
  const { t } = words
  const { show, situation, authority } = asked
  const begin = `/console/briefings/new${authority ? `?authority=${authority}` : ''}`
  return consolePage(
    c,
    { title: t('console.briefings'), here: '/console/briefings' },
    <>
      <div class="head">
        <h1>{t('console.briefings')}</h1>
        {mayLog(c) && (
          <a class="button" href={begin}>
            {t('console.briefing.log')}
          </a>
        )}
      </div>
      <Filters words={words}>
        {situation && <input type="hidden" name="situation" value={situation} />}
        {authority && <input type="hidden" name="authority" value={authority} />}
        <Choice
          form={filledWith({ show: show ? [show] : [] })}
          words={words}
          name="show"
          label={t('console.show')}
          options={[
            { value: 'own', label: t('console.own') },
            ...coalitions.items.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          none={t('console.all')}
        />
      </Filters>
      <Listed
        title={(authority && authorities.get(authority)) || t('console.briefings')}
        items={items.map((briefing) => (
          <BriefingLine
            briefing={briefing}
            authority={authorities.get(briefing.authorityId)}
            reader={reader}
          />
        ))}
        empty={
          <Empty
            words={words}
            {...(show || situation || authority
              ? { of: 'console.empty.filtered', href: '/console/briefings' }
              : {
                  of: 'console.empty.briefings',
                  href: mayLog(c) ? begin : undefined,
                  label: 'console.briefing.log',
                })}
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
