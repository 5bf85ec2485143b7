import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { approvedBefore } from '../../../../../shared/alerts/compare.ts'
import { previewOf, readAlert } from '../../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { withoutHands } from '../../../../../shared/alerts/translations/hands.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, LevelBadge, wordFor } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { Answer, askedOf } from './answer.tsx'
import { Audience } from './audience.tsx'
import { Facts } from './facts-view.tsx'
import { Flags } from './flags.tsx'
import { headlineOf } from './line.tsx'
import { Steps } from './steps/steps.tsx'
import { Recommendations, Texts } from './texts-view.tsx'

const Title = ({ alert, reader }: { alert: Alert; reader: Reader }) => {
  const { words } = reader
  const { headline, language } = headlineOf(alert, reader)
  return (
    <div class="head">
      <div>
        <p class="small">
          <LevelBadge level={alert.content.level} words={words} />{' '}
          <span class="soft">
            {wordFor(words, 'console.state', alert.state)} ·{' '}
            {words.t('alert.page.revision', { number: String(alert.revision) })}
          </span>
        </p>
        <h1 lang={language} dir="auto">
          {headline}
        </h1>
      </div>
    </div>
  )
}

/** Who stands by it with their name, as far as anybody but the coordinators does. */
const InTheNameOf = ({ alert: { submission, issues }, words }: { alert: Alert; words: Phrases }) => {
  const issuers = submission?.issuers ?? issues.at(-1)?.issuers ?? []
  return issuers.length === 0 ? null : (
    <p class="notice">
      {words.t('alert.issued-by')}:{' '}
      {issuers.map(({ name }, at) => (
        <>
          {at > 0 && ', '}
          <bdi>{name}</bdi>
        </>
      ))}
    </p>
  )
}

/** What those see who write and approve: what it says against what was approved last, whom it tells, and what to do. */
const deskPage = async (c: Context<Env>, form: Filled, status: Status) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'alert')
  const [alert, asked] = await Promise.all([readAlert(deps, actor, id), askedOf(c, id)])
  const isFirst = alert.issues.length === 0
  const [reader, approved, preview] = await Promise.all([
    readerOf(c),
    approvedBefore(deps, actor, alert),
    // Who would be told, as long as nobody has been.
    isFirst && may(actor, 'alert.preview') ? previewOf(deps, alert) : undefined,
  ])
  const { words } = reader
  const { t } = words
  const shown = { content: alert.content, approved, reader }
  return consolePage(
    c,
    { title: headlineOf(alert, reader).headline, here: '/console/alerts', status },
    <>
      <Title alert={alert} reader={reader} />
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {alert.halted && <p class="notice bad">{t('console.halted')}</p>}
      {alert.content.exercise && <p class="notice">{t('exercise.notice')}</p>}
      {alert.remarks && alert.state === 'draft' && (
        <div class="notice bad">
          <p>{t('console.returned')}</p>
          <p class="text" dir="auto">
            {alert.remarks}
          </p>
        </div>
      )}
      {alert.state !== 'issued' && alert.state !== 'cancelled' && (
        <Flags content={alert.content} words={words} />
      )}
      <InTheNameOf alert={alert} words={words} />
      {alert.state === 'issued' && <Answer {...{ c, alert, asked, form, reader }} />}
      {approved && <p class="notice">{t('console.compared')}</p>}
      <Texts {...shown} />
      <section class="sheet">
        <h2>{t('console.nature')}</h2>
        <Facts {...shown} />
      </section>
      <Recommendations {...shown} />
      {may(actor, 'alert.preview') && (
        <p>
          <a href={`/console/alerts/${alert.id}/preview`}>{t('console.preview')}</a>
          {!isFirst && ' · '}
          {!isFirst && <a href={`/console/alerts/${alert.id}/translations`}>{t('console.translations')}</a>}
          {may(actor, 'event.list') && ' · '}
          {may(actor, 'event.list') && (
            <a href={`/console/history?subject=${alert.id}`}>{t('console.what-was-done')}</a>
          )}
        </p>
      )}
      {preview && <Audience preview={preview} reader={reader} />}
      <section class="sheet">
        <h2>{t('console.next')}</h2>
        <Steps c={c} alert={alert} form={form} reader={reader} />
      </section>
    </>,
  )
}

/** What those see who were told: what it says, and their organization's answer. */
const toldPage = async (c: Context<Env>, form: Filled, status: Status) => {
  const id = idIn(c, 'alert')
  const [alert, reader, asked] = await Promise.all([
    readAlert(c.var.deps, c.var.actor, id),
    readerOf(c),
    askedOf(c, id),
  ])
  const texts = alert.content.texts.map(withoutHands)
  const shown = { content: { ...alert.content, texts, audience: { reach: 'all' as const } }, reader }
  return consolePage(
    c,
    { title: headlineOf(alert, reader).headline, here: '/console/alerts', status },
    <>
      <Title alert={alert} reader={reader} />
      <Done said={c.req.query('done')} words={reader.words} />
      <Refusal form={form} words={reader.words} />
      {alert.content.exercise && <p class="notice">{reader.words.t('exercise.notice')}</p>}
      <Answer {...{ c, alert, asked, form, reader }} />
      <Texts {...shown} />
      <section class="sheet">
        <h2>{reader.words.t('console.nature')}</h2>
        <Facts {...shown} />
      </section>
      <Recommendations {...shown} />
    </>,
  )
}

export const showAlert = (c: Context<Env>, form: Filled, status: Status = 200) =>
  may(c.var.actor, 'alert.read-unissued') ? deskPage(c, form, status) : toldPage(c, form, status)

export const alertPage = (c: Context<Env>) => showAlert(c, filledWith({}))
