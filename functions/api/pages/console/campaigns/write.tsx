import type { Context } from 'hono'
import { readCampaign } from '../../../../../shared/advocacy/campaigns/read.ts'
import { changeCampaign, enterToRun, startCampaign } from '../../../../../shared/advocacy/campaigns/run.ts'
import { campaignChange, campaignInput } from '../../../../../shared/advocacy/campaigns/schema.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { authorities, coalitionsToSpeakFor, withChosen } from '../letters/pickable.ts'
import { Sheet } from '../letters/sheet.tsx'
import { Choice, Once } from '../shell/fields.tsx'
import { type Filled, filledWith, givenIn, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { requireRows } from '../shell/rows.ts'
import { readerOf } from '../shell/session.ts'
import { CampaignFields } from './form.tsx'
import { closedUp, contentIn, typedOf } from './input.ts'

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, coalitions, targets] = await Promise.all([
    readerOf(c),
    coalitionsToSpeakFor(c, 'campaign.run'),
    authorities(c),
  ])
  const { words } = reader
  const title = words.t('console.start-campaign')
  return consolePage(
    c,
    { title, here: '/console/coalitions', status },
    <>
      <h1>{title}</h1>
      <Sheet c={c} form={form} reader={reader}>
        <Once form={form} />
        <Choice
          form={form}
          words={words}
          name="coalitionId"
          label={words.t('meeting.coalition')}
          options={coalitions}
          none="–"
          required
        />
        <CampaignFields form={form} reader={reader} targets={targets} />
      </Sheet>
    </>,
  )
}

export const newCampaignPage = (c: Context<Env>) =>
  showNew(c, filledWith({ coalitionId: [c.req.query('coalition') ?? ''], openTo: ['coalition'] }))

const closed = (form: Filled): Filled => ({ ...form, typed: closedUp(form.typed) })

export const campaignFromForm = posted((c) => ({
  act: async (typed) => {
    await coalitionsToSpeakFor(c, 'campaign.run')
    const input = parsed(campaignInput, { coalitionId: valueIn(typed, 'coalitionId'), ...contentIn(typed) })
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => startCampaign(deps, c.var.actor, input),
      (deps) => readCampaign(deps, c.var.actor, deps.ids.next('campaign')),
    )
    return `/console/campaigns/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, closed(form), status),
}))

const showEdit = async (c: Context<Env>, again?: Filled, status: Status = 200) => {
  const [reader, campaign, offered] = await Promise.all([
    readerOf(c),
    enterToRun(c.var.deps, c.var.actor, idIn(c, 'campaign')),
    authorities(c),
  ])
  const targets = await withChosen(c, offered, campaign.targetIds)
  const { t } = reader.words
  const form = again ?? filledWith(typedOf(campaign))
  return consolePage(
    c,
    { title: t('console.change'), here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/campaigns/${campaign.id}`} dir="auto">
          {campaign.name}
        </a>
      </p>
      <h1>{t('console.change')}</h1>
      <Sheet c={c} form={form} reader={reader}>
        <input type="hidden" name="version" value={String(campaign.version)} />
        <CampaignFields form={form} reader={reader} targets={targets} />
      </Sheet>
    </>,
  )
}

export const editCampaignPage = (c: Context<Env>) => showEdit(c)

export const changeCampaignFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const { id, asks, timeline } = await enterToRun(deps, actor, idIn(c, 'campaign'))
    requireRows(typed, { asks, timeline })
    const change = parsed(campaignChange, contentIn(typed))
    await changeCampaign(deps, actor, { id, version: versionIn(typed), change })
    return `/console/campaigns/${id}?done=saved`
  },
  again: (form, status) => showEdit(c, closed(form), status),
}))
