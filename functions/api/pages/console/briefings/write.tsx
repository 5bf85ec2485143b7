import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { changeBriefing, logBriefing } from '../../../../../shared/advocacy/briefings/log.ts'
import { readBriefing } from '../../../../../shared/advocacy/briefings/read.ts'
import { briefingChange, briefingInput } from '../../../../../shared/advocacy/briefings/schema.ts'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { idOf } from '../../../../../shared/ids.ts'
import { findOrganization } from '../../../../../shared/organizations/repository.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Once } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  filledWith,
  givenIn,
  parsed,
  type Typed,
  valueIn,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { localTime } from '../shell/local-time.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { requireRows } from '../shell/rows.ts'
import { readerOf } from '../shell/session.ts'
import { BriefingForm, Readers } from './form.tsx'
import { closedUp, contentIn, typedOf } from './input.ts'
import { pickable, requireLog, whomPage } from './whom.tsx'

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  requireLog(c)
  const authorityId = idOf('organization').safeParse(valueIn(form.typed, 'authorityId')).data
  if (!authorityId) throw notFound('organization')
  const [reader, authority, picks, coalitions] = await Promise.all([
    readerOf(c),
    findOrganization(deps.store, authorityId),
    pickable(c, authorityId),
    listCoalitions(deps, actor, { page: { limit: 50 } }),
  ])
  if (authority?.relation !== 'authority') throw notFound('organization')
  const { words } = reader
  const options = coalitions.items.map(({ id, name }) => ({ value: id, label: name }))
  return consolePage(
    c,
    { title: words.t('console.briefing.log'), here: '/console/briefings', status },
    <>
      <h1>{words.t('console.briefing.log')}</h1>
      <p>
        {words.t('console.briefing.with')}: <b dir="auto">{authority.name}</b>
      </p>
      <BriefingForm
        c={c}
        form={form}
        reader={reader}
        {...picks}
        beginning={
          <>
            <Once form={form} />
            <input type="hidden" name="authorityId" value={authority.id} />
          </>
        }
        end={<Readers form={form} words={words} coalitions={options} />}
      />
    </>,
  )
}

export const newBriefingPage = async (c: Context<Env>) => {
  requireLog(c)
  const authority = idOf('organization').safeParse(c.req.query('authority')).data
  if (!authority) return whomPage(c)
  const { timeZone } = await readerOf(c)
  const begun: Typed = {
    authorityId: [authority],
    at: [localTime(c.var.deps.clock.now().toISOString(), timeZone)],
    situationId: [c.req.query('situation') ?? ''],
    how: ['meeting'],
    confidentiality: ['present'],
  }
  return showNew(c, filledWith(begun))
}

export const briefingFromForm = posted((c) => ({
  act: async (typed) => {
    requireLog(c)
    const { timeZone } = await readerOf(c)
    const input = parsed(briefingInput, {
      ...filled(contentIn(typed, timeZone)),
      authorityId: valueIn(typed, 'authorityId'),
      confidentiality: valueIn(typed, 'confidentiality'),
      ...filled({ coalitionId: givenIn(typed, 'coalitionId') }),
    })
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => logBriefing(deps, c.var.actor, input),
      (deps) => readBriefing(deps, c.var.actor, deps.ids.next('briefing')),
    )
    return `/console/briefings/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, { ...form, typed: closedUp(form.typed) }, status),
}))

/** An entry that one may say more of; who may read it is not said anew. */
const own = async (c: Context<Env>) => {
  const found = await readBriefing(c.var.deps, c.var.actor, idIn(c, 'briefing'))
  permit(c.var.actor, 'briefing.log', { organizationId: found.organizationId })
  return found
}

const showEdit = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const found = own(c)
  const [reader, briefing, picks] = await Promise.all([
    readerOf(c),
    found,
    found.then(({ authorityId }) => pickable(c, authorityId)),
  ])
  const title = reader.words.t('console.change')
  return consolePage(
    c,
    { title, here: '/console/briefings', status },
    <>
      <h1>{title}</h1>
      <BriefingForm
        c={c}
        form={form ?? filledWith(typedOf(briefing, reader.timeZone))}
        reader={reader}
        {...picks}
        beginning={<input type="hidden" name="version" value={String(briefing.version)} />}
      />
    </>,
  )
}

export const editBriefingPage = (c: Context<Env>) => showEdit(c)

export const changedBriefing = posted((c) => ({
  act: async (typed) => {
    const [{ timeZone }, before] = await Promise.all([readerOf(c), own(c)])
    requireRows(typed, { material: before.material, asks: before.asks })
    // What was taken out of the form is taken out of the entry.
    const {
      situationId = null,
      answered = null,
      next = null,
      ...content
    } = contentIn(typed, timeZone, before)
    const change = parsed(briefingChange, { ...content, situationId, answered, next })
    await changeBriefing(c.var.deps, c.var.actor, { id: before.id, version: versionIn(typed), change })
    return `/console/briefings/${before.id}?done=saved`
  },
  again: (form, status) => showEdit(c, { ...form, typed: closedUp(form.typed) }, status),
}))
