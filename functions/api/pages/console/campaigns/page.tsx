import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { type CampaignBoard, readCampaignBoard } from '../../../../../shared/advocacy/campaigns/board.ts'
import { changeCampaign } from '../../../../../shared/advocacy/campaigns/run.ts'
import { campaignChange } from '../../../../../shared/advocacy/campaigns/schema.ts'
import { appealsTo } from '../../../../../shared/publications/read.ts'
import { listOf } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isolated } from '../../layout.tsx'
import { PostLine } from '../posts/list.tsx'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Grave, Turn } from '../shell/turn.tsx'
import { Supporters } from './support.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const board = await readCampaignBoard(deps, actor, idIn(c, 'campaign'))
  const { campaign, isInside } = board
  const appeals = await appealsTo(deps, actor, { id: campaign.id, isInside, page: { limit: 20 } })
  return { board, appeals: appeals.items }
}

interface Part {
  readonly c: Context<Env>
  readonly board: CampaignBoard
  readonly reader: Reader
}

/** What is to be reached, of whom, and when. */
const About = ({ board: { campaign, coalition, targets }, reader: { words } }: Part) => {
  const { t, language } = words
  const { aim, asks, timeline, situationId, openTo } = campaign
  return (
    <section class="sheet">
      <h2>{t('campaign.aim')}</h2>
      <p class="text" dir="auto">
        {aim}
      </p>
      <dl>
        {coalition && <dt>{t('meeting.coalition')}</dt>}
        {coalition && (
          <dd>
            <a href={`/console/coalitions/${coalition.id}`} dir="auto">
              {coalition.name}
            </a>
          </dd>
        )}
        <dt>{t('alert.situation')}</dt>
        <dd>
          <a href={`/console/situations/${situationId}`}>{t('console.about')}</a>
        </dd>
        {targets.length > 0 && <dt>{t('campaign.targets')}</dt>}
        {targets.length > 0 && <dd>{listOf(targets.map(isolated), language)}</dd>}
        <dt>{t('campaign.open-to')}</dt>
        <dd>{t(`advocacy.open-to.${openTo}`)}</dd>
      </dl>
      {asks.length > 0 && <h3>{t('letter.asks')}</h3>}
      <ul class="rows">
        {asks.map((ask) => (
          <li>
            <p class="text" dir="auto">
              {ask}
            </p>
          </li>
        ))}
      </ul>
      {timeline.length > 0 && <h3>{t('campaign.timeline')}</h3>}
      <ul class="rows">
        {timeline.map(({ date, what }) => (
          <li>
            <time datetime={date}>{date}</time> <bdi>{what}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Changed, ended, taken up again by those who lead. */
const Steps = ({ c, board: { campaign }, reader: { words } }: Part) => {
  const { t } = words
  const path = `/console/campaigns/${campaign.id}`
  const step = { c, action: `${path}/status` }
  const { version } = campaign
  return (
    <section class="sheet">
      <h2>{t('console.next')}</h2>
      <p class="acts">
        <a class="button quiet" href={`${path}/edit`}>
          {t('console.change')}
        </a>
      </p>
      {campaign.status === 'running' ? (
        <Grave
          {...step}
          carries={{ version, status: 'ended' }}
          words={t('campaign.end')}
          follows={t('campaign.end.hint')}
        />
      ) : (
        <Turn {...step} carries={{ version, status: 'running' }} words={t('coalition.reopen')} look="quiet" />
      )}
    </section>
  )
}

export const showCampaign = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, { board, appeals }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  const { actor } = c.var
  const { campaign, runs } = board
  const part = { c, board, reader }
  const writes =
    campaign.status === 'running' &&
    actor.kind === 'person' &&
    may(actor, 'post.write', { organizationId: actor.organizationId })
  return consolePage(
    c,
    { title: campaign.name, here: '/console/coalitions', status },
    <>
      <p class="soft">
        <a href="/console/campaigns">{t('console.campaigns')}</a> · {t(`campaign.state.${campaign.status}`)}
      </p>
      <h1 dir="auto">{campaign.name}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <About {...part} />
      <Supporters {...part} />
      <Listed
        title={t('campaign.appeals')}
        items={appeals.map((post) => <PostLine post={post} reader={reader} />)}
        empty={t('console.nothing')}
        more={
          writes && (
            <p>
              <a href={`/console/posts/new?campaign=${campaign.id}`}>{t('campaign.write-appeal')}</a>
            </p>
          )
        }
      />
      {runs && <Steps {...part} />}
    </>,
  )
}

export const campaignPage = (c: Context<Env>) => showCampaign(c, filledWith({}))

export const statusFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'campaign')
    const change = parsed(campaignChange, { status: valueIn(typed, 'status') })
    await changeCampaign(c.var.deps, c.var.actor, { id, version: versionIn(typed), change })
    return `/console/campaigns/${id}?done=saved`
  },
  again: (form, status) => showCampaign(c, form, status),
}))
