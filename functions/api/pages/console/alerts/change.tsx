import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { changeAlert } from '../../../../../shared/alerts/change.ts'
import { alertChange } from '../../../../../shared/alerts/content.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import type { Env } from '../../../http/env.ts'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import type { Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { AlertForm } from './form/form.tsx'
import { hasIssuer } from './form/issuer.tsx'
import { closedUp, contentIn, typedOf } from './input.ts'
import { pickable } from './pickable.ts'
import { answerPart } from './preview/beside.tsx'
import { previewTyped } from './preview/typed.ts'
import { moreIn, writingPage } from './writing.tsx'

const idOf = (c: Context<Env>) => idIn(c, 'alert')

const read = (c: Context<Env>) => {
  permit(c.var.actor, 'alert.update')
  return readAlert(c.var.deps, c.var.actor, idOf(c))
}

const show = async (c: Context<Env>, alert: Alert, form: Filled, status?: Status) => {
  const isOut = alert.issues.length > 0
  const [reader, picks, found] = await Promise.all([
    readerOf(c),
    pickable(c),
    previewTyped(c, form.typed, alert),
  ])
  const { t } = reader.words
  const action = `/console/alerts/${alert.id}/edit`
  return writingPage(c, { title: t('console.change-alert'), status }, { action, form, reader, found }, [
    form.refusal?.code === 'stale' && (
      <p>
        <a href={`/console/alerts/${alert.id}`} target="_blank" rel="noopener">
          {t('console.as-it-stands')}
        </a>
      </p>
    ),
    <AlertForm c={c} form={form} reader={reader} {...picks} isOut={isOut} action={action} />,
  ])
}

export const editAlertPage = async (c: Context<Env>) => {
  const [{ timeZone }, alert] = await Promise.all([readerOf(c), read(c)])
  return show(c, alert, filledWith(typedOf(alert, timeZone)))
}

/** Once something was changed meanwhile, saving again is to put one's own in its place: the form takes its version. */
const showAgain = async (c: Context<Env>, form: Filled, status: Status) => {
  const alert = await read(c)
  const typed = closedUp({ ...form.typed, version: [String(alert.version)] })
  return show(c, alert, { ...form, typed }, status)
}

/** What is not filled in any more is taken away. */
const cleared = (content: ReturnType<typeof contentIn>) => ({
  ...content,
  signatory: content.signatory ?? null,
  followUp: content.followUp ?? null,
  basis: content.basis ?? null,
  handling: content.handling ?? null,
  issueAt: content.issueAt ?? null,
  wordings: content.wordings ?? null,
})

export const changeFromForm = posted((c) => ({
  act: async (typed) => {
    const more = moreIn(typed)
    if (more === 'part')
      return answerPart({ c, reader: await readerOf(c), found: await previewTyped(c, typed, await read(c)) })
    if (more) return show(c, await read(c), filledWith(closedUp(typed)))
    const { timeZone } = await readerOf(c)
    const { audience, exercise, ...said } = cleared(contentIn(typed, timeZone))
    const content = hasIssuer(typed) ? { ...said, issuedBy: said.issuedBy ?? null } : said
    const isOut = !('audience.reach' in typed)
    const correction = valueIn(typed, 'correction') === 'yes'
    const change = parsed(
      alertChange,
      isOut ? { ...content, correction } : { ...content, exercise, audience },
    )
    await changeAlert(c.var.deps, c.var.actor, { id: idOf(c), version: versionIn(typed), change })
    return `/console/alerts/${idOf(c)}?done=saved`
  },
  again: (form, status) => showAgain(c, form, status),
}))
