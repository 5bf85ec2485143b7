import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listHearings } from '../../../../../shared/justice/hearings/schedule.ts'
import type { Hearing } from '../../../../../shared/justice/hearings/schema.ts'
import { readCase, readStages } from '../../../../../shared/justice/read.ts'
import { listWatchers } from '../../../../../shared/justice/watch.ts'
import { findSituation } from '../../../../../shared/situations/repository.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { CaseBody } from '../../public/case-parts.tsx'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed, NextPage, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { Turn } from '../shell/turn.tsx'

type Stage = Awaited<ReturnType<typeof readStages>>['items'][number]

/** Everything that is kept of a case, read at once. */
const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'case')
  const of = readCase(deps, actor, id)
  const [found, situation, stages, hearings, watchers] = await Promise.all([
    of,
    of.then(({ situationId }) => situationId && findSituation(deps.store, situationId)),
    readStages(deps, actor, { id, page: { limit: 50 } }),
    listHearings(deps, actor, { caseId: id, page: pageOf(c, { limit: 50, cursor: c.req.query('cursor') }) }),
    listWatchers(deps, actor, id),
  ])
  return { found, situation: situation || undefined, stages: stages.items, hearings, watchers }
}

const StageLine = ({ stage, words: { t } }: { stage: Stage; words: Reader['words'] }) => (
  <>
    {t(`case.stage.${stage.stage}`)} · <time datetime={stage.since}>{stage.since}</time>
    {stage.correction && ` · ${t('console.case.corrected')}`}
    {stage.note && (
      <p class="text" dir="auto">
        {stage.note}
      </p>
    )}
    <p class="small">
      {stage.sources.map(({ title, url }, at) => (
        <>
          {at > 0 && ' · '}
          <a href={url} rel="noreferrer" dir="auto">
            {title}
          </a>
        </>
      ))}
    </p>
  </>
)

interface Line {
  readonly hearing: Hearing
  readonly reader: Reader
  /** Where it is changed, for who may. */
  readonly href: string | undefined
}

const HearingLine = ({ hearing, reader, href }: Line) => {
  const { title, startsAtUtc, status, location, url, note } = hearing
  return (
    <>
      {href ? (
        <a href={href} dir="auto">
          {title}
        </a>
      ) : (
        <bdi>{title}</bdi>
      )}{' '}
      · <When at={startsAtUtc} reader={reader} />
      {status === 'cancelled' && ` · ${reader.words.t('console.called-off')}`}
      <p class="small">
        {location && <bdi>{location}</bdi>}{' '}
        {url && (
          <a href={url} rel="noreferrer" dir="ltr">
            {url}
          </a>
        )}
      </p>
      {note && (
        <p class="text" dir="auto">
          {note}
        </p>
      )}
    </>
  )
}

interface Watching {
  readonly c: Context<Env>
  readonly id: string
  readonly watchers: Awaited<ReturnType<typeof listWatchers>>
  readonly words: Reader['words']
}

/** Whether the reader is told of every change, and the way to be or to be no more. */
const Watch = ({ c, id, watchers, words: { t } }: Watching) => {
  const { actor } = c.var
  if (actor.kind !== 'person' || !may(actor, 'case.watch', { organizationId: actor.organizationId }))
    return null
  const watches = watchers.some(({ contactId }) => contactId === actor.contactId)
  return (
    <section class="sheet">
      <p>
        {t(watches ? 'console.case.watching' : 'console.case.watch.hint')}{' '}
        {watchers.length > 0 && t('console.case.watchers', { count: String(watchers.length) })}
      </p>
      <Turn
        c={c}
        action={`/console/cases/${id}/${watches ? 'unwatch' : 'watch'}`}
        words={t(watches ? 'console.case.unwatch' : 'console.case.watch')}
        look="quiet"
      />
    </section>
  )
}

/** One case: how it stands, how it came there, what is heard when. */
export const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, { found, situation, stages, hearings, watchers }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  const keeps = may(c.var.actor, 'case.keep')
  const path = `/console/cases/${found.id}`
  return consolePage(
    c,
    { title: found.title, here: '/console/cases', status },
    <>
      <div class="head">
        <div>
          <p class="small soft">{t(`console.post.to.${found.visibility}`)}</p>
          <h1 dir="auto">{found.title}</h1>
        </div>
        {keeps && (
          <p class="acts">
            <a class="button quiet" href={`${path}/edit`}>
              {t('console.change')}
            </a>
            <a class="button" href={`${path}/stage`}>
              {t('console.case.set-stage')}
            </a>
            {found.stage !== 'closed' && (
              <a class="button quiet" href={`${path}/stage?to=closed`}>
                {t('console.case.close')}
              </a>
            )}
          </p>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        {situation && (
          <p>
            <a href={`/console/situations/${situation.id}`} dir="auto">
              {situation.title}
            </a>
          </p>
        )}
        <CaseBody found={found} words={words} at="/console/cases" />
      </section>
      <Watch c={c} id={found.id} watchers={watchers} words={words} />
      <Listed
        title={t('console.case.hearings')}
        items={hearings.items.map((hearing) => (
          <HearingLine
            hearing={hearing}
            reader={reader}
            href={keeps ? `${path}/hearings/${hearing.id}` : undefined}
          />
        ))}
        empty={t('console.nothing')}
        more={
          <>
            <NextPage href={pathOfNext(c, hearings.next)} words={words} />
            <p class="acts">
              {keeps && (
                <a class="button quiet" href={`${path}/hearings/new`}>
                  {t('console.case.add-hearing')}
                </a>
              )}
              <a href={`/v1/cases/${found.id}/hearings.ics`}>{t('case.hearings')}</a>
            </p>
          </>
        }
      />
      <Listed
        title={t('console.case.history')}
        items={stages.map((stage) => <StageLine stage={stage} words={words} />)}
        empty={t('console.nothing')}
      />
    </>,
  )
}

export const casePage = (c: Context<Env>) => show(c, filledWith({}))
