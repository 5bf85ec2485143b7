import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { recordDecision } from '../../../../../shared/meetings/minutes/decide.ts'
import { listDecisions } from '../../../../../shared/meetings/minutes/decisions.ts'
import { publishMinutes } from '../../../../../shared/meetings/minutes/publish.ts'
import { decisionInput, minutesInput } from '../../../../../shared/meetings/minutes/schema.ts'
import { readMinutes, writeMinutes } from '../../../../../shared/meetings/minutes/write.ts'
import { meetingKnownTo } from '../../../../../shared/meetings/standing.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, givenIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { orNone } from '../shell/none.ts'
import { Done, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Attendance, whoMayBeThere } from './attendance.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'meeting')
  const [reader, { meeting, within }, minutes, decisions, attendance] = await Promise.all([
    readerOf(c),
    meetingKnownTo(deps.store, actor, id),
    readMinutes(deps, actor, id).catch(orNone),
    listDecisions(deps, actor, { id, page: { limit: 100 } }),
    whoMayBeThere(c, id),
  ])
  return { reader, meeting, within, minutes, decisions: decisions.items, attendance }
}

export const showMinutes = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { reader, meeting, within, minutes, decisions, attendance } = await read(c)
  const { words } = reader
  const { t } = words
  const keeps = may(c.var.actor, 'meeting.keep-minutes', within)
  const path = `/console/meetings/${meeting.id}`
  const begun = { text: [minutes?.text ?? ''], once: [randomUUID()] }
  const shown = form ?? filledWith(begun)
  const field = { form: shown, words }
  const version = <input type="hidden" name="version" value={String(minutes?.version ?? 0)} />
  return consolePage(
    c,
    { title: `${t('minutes.title')} – ${meeting.title}`, here: '/console/meetings', status },
    <>
      <p>
        <a href={path} dir="auto">
          {meeting.title}
        </a>
      </p>
      <h1>{t('minutes.title')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal {...field} />
      <Listed
        title={t('minutes.decisions')}
        items={decisions.map(({ text, decidedAt }) => (
          <>
            <p class="text" dir="auto">
              {text}
            </p>
            <p class="small soft">
              <When at={decidedAt} reader={reader} />
            </p>
          </>
        ))}
        empty={t('console.nothing')}
        more={
          keeps && (
            <form method="post" action={`${path}/decisions`}>
              <Token c={c} />
              <input type="hidden" name="once" value={valueIn(shown.typed, 'once')} />
              <Paragraphs
                {...field}
                name="decision"
                label={t('console.decision')}
                rows={2}
                maxlength={2000}
                required
              />
              <p class="acts">
                <button type="submit" class="quiet">
                  {t('console.save')}
                </button>
              </p>
            </form>
          )
        }
      />
      {keeps && <Attendance c={c} meetingId={meeting.id} found={attendance} reader={reader} />}
      {keeps ? (
        <section class="sheet">
          <form method="post" action={`${path}/minutes`}>
            <Token c={c} />
            {version}
            <Paragraphs
              {...field}
              name="text"
              label={t('minutes.title')}
              rows={12}
              maxlength={20_000}
              required
            />
            <p class="acts">
              <button type="submit">{t('console.save')}</button>
            </p>
          </form>
          {minutes && (
            <form method="post" action={`${path}/minutes/publish`}>
              <Token c={c} />
              {version}
              <p class="acts">
                <button type="submit" class="quiet">
                  {t('console.publish-minutes')}
                </button>
              </p>
            </form>
          )}
        </section>
      ) : (
        <section class="sheet">
          <p class="text" dir="auto">
            {minutes?.text ?? t('console.nothing')}
          </p>
        </section>
      )}
    </>,
  )
}

export const minutesPage = (c: Context<Env>) => showMinutes(c)

const versionOf = (value: string) => {
  const version = Number(value)
  // Nothing has been written yet.
  return version > 0 ? version : undefined
}

export const minutesFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'meeting')
    const input = parsed(minutesInput, { text: valueIn(typed, 'text') })
    await writeMinutes(c.var.deps, c.var.actor, { id, version: versionOf(valueIn(typed, 'version')), input })
    return `/console/meetings/${id}/minutes?done=saved`
  },
  again: (form, status) => showMinutes(c, form, status),
}))

export const publicationFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'meeting')
    await publishMinutes(c.var.deps, c.var.actor, { id, version: versionOf(valueIn(typed, 'version')) })
    return `/console/meetings/${id}/minutes?done=saved`
  },
  again: (_, status) => showMinutes(c, undefined, status),
}))

export const decisionFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'meeting')
    const input = parsed(decisionInput, { text: valueIn(typed, 'decision') })
    await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      async (deps) => (await recordDecision(deps, c.var.actor, { id, input })).id,
      async (deps) => deps.ids.next('decision'),
    )
    return `/console/meetings/${id}/minutes?done=saved`
  },
  again: (form, status) => showMinutes(c, form, status),
}))
