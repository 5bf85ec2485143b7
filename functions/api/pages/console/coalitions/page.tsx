import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { setParticipation } from '../../../../../shared/coalitions/participate.ts'
import { type Participant, readCoalition } from '../../../../../shared/coalitions/read.ts'
import { closureInput, participationChange } from '../../../../../shared/coalitions/schema.ts'
import { standDown } from '../../../../../shared/coalitions/stand-down.ts'
import { listMeetings } from '../../../../../shared/meetings/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { versionIn } from '../alerts/input.ts'
import { ToldLink } from '../inbox/link.tsx'
import { Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'coalition')
  const [coalition, meetings] = await Promise.all([
    readCoalition(deps, actor, id),
    listMeetings(deps, actor, { coalitionId: id, span: {}, page: { limit: 20 } })
      // Who is asked and has not joined yet hears of the coalition and not of its meetings.
      .catch(() => ({ items: [] })),
  ])
  return { coalition, meetings: meetings.items }
}

const standingOf = (c: Context<Env>, organizations: readonly Participant[]) => {
  const { actor } = c.var
  if (actor.kind !== 'person') return undefined
  const own = organizations.find(({ organizationId }) => organizationId === actor.organizationId)
  return own?.status === 'joined' ? own.role : undefined
}

interface Taking {
  readonly c: Context<Env>
  readonly path: string
  readonly participant: Participant
  readonly leads: boolean
  readonly reader: Reader
}

/** How one organization takes part, and what the reader can do about it. */
const Row = ({ c, path, participant, leads, reader }: Taking) => {
  const { words } = reader
  const { t } = words
  const { organizationId, name, status, role, respondedAt } = participant
  const isOwn = c.var.actor.kind === 'person' && c.var.actor.organizationId === organizationId
  const isOpen = status === 'invited' || status === 'asked'
  const turns = isOwn
    ? ([...(status !== 'joined' ? ['joined'] : []), isOpen ? 'declined' : 'left'] as const)
    : leads && status !== 'removed'
      ? ([...(status === 'asked' ? ['joined'] : []), 'removed'] as const)
      : []
  return (
    <tr>
      <td>
        <bdi>{name}</bdi>
      </td>
      <td data-label={t('coalition.role')}>{t(`coalition.role.${role}`)}</td>
      <td data-label={t('console.answer')}>
        {t(`console.part.${status}`)}
        {respondedAt && (
          <>
            {' · '}
            <When at={respondedAt} reader={reader} />
          </>
        )}
      </td>
      <td>
        {turns.length > 0 && (
          <form method="post" action={`${path}/organizations/${organizationId}`}>
            <Token c={c} />
            {turns.map((turn) => (
              <button type="submit" class="quiet" name="status" value={turn}>
                {t(`console.turn.${turn as 'joined' | 'declined' | 'left' | 'removed'}`)}
              </button>
            ))}
          </form>
        )}
      </td>
    </tr>
  )
}

const Closing = ({
  c,
  path,
  version,
  form,
  reader: { words },
}: {
  c: Context<Env>
  path: string
  version: number
  form: Filled
  reader: Reader
}) => (
  <details open={form.typed['reason'] !== undefined}>
    <summary>{words.t('console.stand-down')}</summary>
    <form method="post" action={`${path}/closure`}>
      <Token c={c} />
      <input type="hidden" name="version" value={String(version)} />
      <Paragraphs
        form={form}
        words={words}
        name="reason"
        label={words.t('meeting.reason')}
        rows={3}
        maxlength={2000}
        required
      />
      <p class="acts">
        <button type="submit" class="grave">
          {words.t('console.stand-down')}
        </button>
      </p>
    </form>
  </details>
)

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, { coalition, meetings }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  const { actor } = c.var
  const path = `/console/coalitions/${coalition.id}`
  const within = { standing: standingOf(c, coalition.organizations) }
  const leads = may(actor, 'coalition.set-participation', within)
  const count = (of: Participant['status']) =>
    coalition.organizations.filter((each) => each.status === of).length
  return consolePage(
    c,
    { title: coalition.name, here: '/console/coalitions', status },
    <>
      <div class="head">
        <div>
          <h1 dir="auto">{coalition.name}</h1>
          <p>
            <a href={`/console/situations/${coalition.situationId}`}>{t('alert.situation')}</a>
            {coalition.confidential && ` · ${t('console.confidential')}`}
          </p>
        </div>
        {coalition.status === 'active' && may(actor, 'meeting.call', within) && (
          <a class="button" href={`/console/meetings/new?coalition=${coalition.id}`}>
            {t('console.call-meeting')}
          </a>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {coalition.closure && (
        <div class="notice">
          <p>
            {t('console.stood-down')} <When at={coalition.closure.at} reader={reader} />
          </p>
          <p dir="auto">{coalition.closure.reason}</p>
        </div>
      )}
      <section class="sheet">
        <p class="text" dir="auto">
          {coalition.purpose}
        </p>
      </section>
      <section class="sheet">
        <h2>{t('console.taking-part')}</h2>
        {leads && (
          <ul class="numbers">
            {(['joined', 'invited', 'declined'] as const).map((of) => (
              <li>
                <b>{count(of)}</b> {t(`console.part.${of}`)}
              </li>
            ))}
          </ul>
        )}
        {coalition.organizations.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('console.organization')}</th>
                <th scope="col">{t('coalition.role')}</th>
                <th scope="col">{t('console.answer')}</th>
                <th scope="col">{t('console.next')}</th>
              </tr>
            </thead>
            <tbody>
              {coalition.organizations.map((participant) => (
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
      {coalition.status === 'active' && may(actor, 'coalition.stand-down', within) && (
        <section class="sheet">
          <Closing c={c} path={path} version={coalition.version} form={form} reader={reader} />
        </section>
      )}
    </>,
  )
}

export const coalitionPage = (c: Context<Env>) => show(c, filledWith({}))

export const partFromForm = posted((c) => ({
  act: async (typed) => {
    const coalitionId = idIn(c, 'coalition')
    const organizationId = idIn(c, 'organization', 'organizationId')
    const change = parsed(participationChange, { status: valueIn(typed, 'status') })
    await setParticipation(c.var.deps, c.var.actor, { coalitionId, organizationId, ...change })
    return `/console/coalitions/${coalitionId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const closureFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'coalition')
    const closure = parsed(closureInput, { reason: valueIn(typed, 'reason') })
    await standDown(c.var.deps, c.var.actor, { id, version: versionIn(typed), closure })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
