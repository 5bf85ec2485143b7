import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listObjections } from '../../../../../shared/coalitions/objections/list.ts'
import { type Participant, readCoalition } from '../../../../../shared/coalitions/read.ts'
import { findCoalition } from '../../../../../shared/coalitions/repository.ts'
import type { Coalition } from '../../../../../shared/coalitions/schema.ts'
import { listMeetings } from '../../../../../shared/meetings/read.ts'
import { findSituation } from '../../../../../shared/situations/repository.ts'
import type { Situation } from '../../../../../shared/situations/schema.ts'
import type { Store } from '../../../../../shared/storage/store.ts'
import type { Env } from '../../../http/env.ts'
import { ToldLink } from '../inbox/link.tsx'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { orNone } from '../shell/none.ts'
import { Done, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { Advocacy, advocacyOf } from './advocacy.tsx'
import { Ending, Turns } from './life.tsx'
import { ObjectionsOf } from './objections.tsx'
import { Row } from './parts.tsx'

/** Read beside the coalition, whose own organizations take two more steps. */
const situationOf = async (store: Store, id: string) => {
  const coalition = await findCoalition(store, id)
  return coalition && findSituation(store, coalition.situationId)
}

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'coalition')
  const [coalition, situation, meetings, objections, advocacy] = await Promise.all([
    readCoalition(deps, actor, id),
    may(actor, 'situation.read') ? situationOf(deps.store, id) : undefined,
    listMeetings(deps, actor, { coalitionId: id, span: {}, page: { limit: 20 } })
      // Who is asked and has not joined yet hears of the coalition and not of its meetings.
      .catch(() => ({ items: [] })),
    listObjections(deps, actor, { coalitionId: id, page: { limit: 20 } }),
    advocacyOf(c, id).catch(orNone),
  ])
  return { coalition, situation, meetings: meetings.items, objections: objections.items, advocacy }
}

const standingOf = (c: Context<Env>, organizations: readonly Participant[]) => {
  const { actor } = c.var
  if (actor.kind !== 'person') return undefined
  const own = organizations.find(({ organizationId }) => organizationId === actor.organizationId)
  return own?.status === 'joined' ? own.role : undefined
}

type Within = { readonly standing: ReturnType<typeof standingOf> }

const Head = ({ c, coalition, situation, within, words: { t } }: HeadOf) => {
  const { actor } = c.var
  const path = `/console/coalitions/${coalition.id}`
  const isActive = coalition.status === 'active'
  return (
    <div class="head">
      <div>
        <h1 dir="auto">{coalition.name}</h1>
        <p>
          {situation && t('alert.situation')}
          {situation && ': '}
          {situation && (
            <a href={`/console/situations/${situation.id}`} dir="auto">
              {situation.title}
            </a>
          )}
          {coalition.confidential && ` · ${t('console.confidential')}`}
          {coalition.open && ` · ${t('coalition.open')}`}
        </p>
      </div>
      <p class="acts">
        {isActive && may(actor, 'meeting.call', within) && (
          <a class="button" href={`/console/meetings/new?coalition=${coalition.id}`}>
            {t('console.call-meeting')}
          </a>
        )}
        {isActive && may(actor, 'coalition.invite', within) && (
          <a class="button quiet" href={`${path}/invite`}>
            {t('coalition.invite-more')}
          </a>
        )}
        {may(actor, 'coalition.update', within) && (
          <a class="button quiet" href={`${path}/edit`}>
            {t('console.change')}
          </a>
        )}
      </p>
    </div>
  )
}
interface HeadOf {
  readonly c: Context<Env>
  readonly coalition: Coalition
  readonly situation: Situation | undefined
  readonly within: Within
  readonly words: Awaited<ReturnType<typeof readerOf>>['words']
}

export const showCoalition = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, seen] = await Promise.all([readerOf(c), read(c)])
  const { coalition, situation, meetings, objections, advocacy } = seen
  const { words } = reader
  const { t } = words
  const { actor } = c.var
  const { organizations } = coalition
  const path = `/console/coalitions/${coalition.id}`
  const within = { standing: standingOf(c, organizations) }
  const leads = may(actor, 'coalition.set-participation', within)
  const count = (of: Participant['status']) => organizations.filter((each) => each.status === of).length
  return consolePage(
    c,
    { title: coalition.name, here: '/console/coalitions', status },
    <>
      <Head {...{ c, coalition, situation, within, words }} />
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <Ending coalition={coalition} reader={reader} />
      <section class="sheet">
        <p class="text" dir="auto">
          {coalition.purpose}
        </p>
      </section>
      <section class="sheet">
        <h2>{t('console.taking-part')}</h2>
        {leads && (
          <ul class="numbers">
            {(['joined', 'invited', 'asked', 'declined'] as const).map((of) => (
              <li>
                <b>{count(of)}</b> {t(`console.part.${of}`)}
              </li>
            ))}
          </ul>
        )}
        {organizations.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('console.organization')}</th>
                <th scope="col">{t('console.role')}</th>
                <th scope="col">{t('console.answer')}</th>
                <th scope="col">{t('console.next')}</th>
              </tr>
            </thead>
            <tbody>
              {organizations.map((participant) => (
                <Row c={c} path={path} participant={participant} leads={leads} reader={reader} />
              ))}
            </tbody>
          </table>
        )}
        <ToldLink c={c} subject={coalition.id} words={words} />
      </section>
      <Listed
        title={t('console.meetings')}
        items={meetings.map(({ id, title, startsAtUtc }) => (
          <>
            <a href={`/console/meetings/${id}`} dir="auto">
              {title}
            </a>
            <p class="small soft">
              <When at={startsAtUtc} reader={reader} />
            </p>
          </>
        ))}
        empty={t('console.nothing')}
      />
      {advocacy && <Advocacy {...{ c, coalition, within, advocacy, reader }} />}
      {may(actor, 'briefing.read') && (
        <p>
          <a href={`/console/briefings?show=${coalition.id}`}>{t('console.briefings')}</a>
        </p>
      )}
      {may(actor, 'coalition.object', within) && (
        <ObjectionsOf {...{ c, id: coalition.id, objections, form, reader }} participants={organizations} />
      )}
      {may(actor, 'coalition.stand-down', within) && (
        <Turns c={c} coalition={coalition} form={form} reader={reader} />
      )}
    </>,
  )
}

export const coalitionPage = (c: Context<Env>) => showCoalition(c, filledWith({}))
