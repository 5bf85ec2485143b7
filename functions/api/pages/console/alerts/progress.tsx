import type { Context } from 'hono'
import { permitToKnow } from '../../../../../shared/access/permit.ts'
import { readAnswers } from '../../../../../shared/alerts/answers/board.ts'
import { compareAlert } from '../../../../../shared/alerts/compare.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { timingsOfAlert } from '../../../../../shared/alerts/timings.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { type DeliveryState, deliveryStates, isOpen } from '../../../../../shared/ledger/delivery.ts'
import { deliveriesPage, ledgerOf } from '../../../../../shared/ledger/read.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { filledWith } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { When, wordFor } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { Answers } from './answers.tsx'
import { headlineOf } from './line.tsx'
import { Steps } from './steps/steps.tsx'

/** The states in which a mail has come to grief, worst first. */
const grievous: readonly DeliveryState[] = ['bounced', 'complained', 'rejected', 'failed', 'inDoubt']

const colourOf = (state: DeliveryState) => {
  if (grievous.includes(state)) return 's-bad'
  return ['delivered', 'sent', 'sending', 'queued'].includes(state) ? `s-${state}` : 's-other'
}

/** In the order in which the bar fills: what has arrived, what is on its way, what went wrong, what waits. */
const order: readonly DeliveryState[] = [
  'delivered',
  'sent',
  'sending',
  ...deliveryStates.filter(
    (state) => !['delivered', 'sent', 'sending', 'queued', ...grievous].includes(state),
  ),
  ...grievous,
  'queued',
]

type Counts = Partial<Record<DeliveryState, number>>

const Bar = ({ counts, total, label }: { counts: Counts; total: number; label: string }) => {
  let at = 0
  const parts = order.flatMap((state) => {
    const count = counts[state] ?? 0
    if (count === 0) return []
    const part = { state, at, width: (count * 1000) / total }
    at += part.width
    return [part]
  })
  return (
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={label}>
      {parts.map(({ state, at, width }) => (
        <rect class={colourOf(state)} x={at.toFixed(2)} y="0" width={width.toFixed(2)} height="10" />
      ))}
    </svg>
  )
}

const namesOf = (organizations: readonly { readonly id: string; readonly name: string }[]) =>
  new Map(organizations.map(({ id, name }) => [id, name]))

const seconds = (span: number) => (span < 100 ? `${span.toFixed(1)} s` : `${Math.round(span / 60)} min`)

/** Times and failures are counted mail by mail; of more than so many, the numbers alone are shown. */
const mostCounted = 5000

/** How the last notice of an alert stands, and who was not reached. */
const readProgress = async (c: Context<Env>, alert: Alert) => {
  const { deps, actor } = c.var
  const last = alert.issues.at(-1)
  if (!last) throw notFound('notification')
  const [ledger, { items }] = await Promise.all([
    ledgerOf(deps.store, last.notificationId),
    deliveriesPage(deps.store, last.notificationId, { limit: 500 }),
  ])
  const failed = items.filter(({ state }) => grievous.includes(state) || state === 'skipped').slice(0, 50)
  const [timings, organizations] = await Promise.all([
    ledger.manifest <= mostCounted ? timingsOfAlert(deps, actor, alert.id) : undefined,
    findOrganizations(deps.store, distinct(failed.map(({ organizationId }) => organizationId))),
  ])
  return {
    last,
    ledger,
    failed,
    names: namesOf(organizations),
    timing: timings?.issues.find(({ revision }) => revision === last.revision),
  }
}

type Progress = Awaited<ReturnType<typeof readProgress>>

/** For so long a server's word on what was sent to it is waited for. */
const patience = 15 * 60_000

/** It moves as long as somebody is to be told yet, or a server has just been given a mail. */
const moves = ({ last, ledger: { sealed, counts } }: Progress, { halted }: Alert, now: Date) => {
  const isRecent = now.getTime() - Date.parse(last.issuedAt) < patience
  const awaited = (state: DeliveryState) => isOpen(state) || (state === 'sent' && isRecent)
  return !halted && (!sealed || deliveryStates.some((state) => awaited(state) && (counts[state] ?? 0) > 0))
}

const Times = ({ timing, reader: { words } }: { timing: Progress['timing']; reader: Reader }) => {
  const out = timing?.states.sent
  const arrived = timing?.states.delivered
  return (
    <ul class="numbers">
      <li>
        <b>{out ? seconds(out.first) : '–'}</b> {words.t('console.first-mail')}
      </li>
      <li>
        <b>{out ? seconds(out.last) : '–'}</b> {words.t('console.last-mail')}
      </li>
      <li>
        <b>{arrived ? seconds(arrived.last) : '–'}</b> {words.t('console.last-accepted')}
      </li>
    </ul>
  )
}

const Failed = ({ progress: { failed, names }, reader }: { progress: Progress; reader: Reader }) => {
  const { words } = reader
  if (failed.length === 0) return null
  return (
    <section>
      <h2>{words.t('console.not-reached')}</h2>
      <ul class="rows">
        {failed.map(({ organizationId, state, log }) => (
          <li>
            <bdi>{names.get(organizationId) ?? organizationId}</bdi>
            <p class="small soft">
              {wordFor(words, 'delivery', state)}
              {log.at(-1)?.reason && ` – ${wordFor(words, 'console.left', log.at(-1)!.reason!)}`}
              {log.at(-1) && (
                <>
                  {' · '}
                  <When at={log.at(-1)!.at} reader={reader} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Live {
  readonly alert: Alert
  readonly progress: Progress
  readonly reader: Reader
  readonly moving: boolean
}

const Live = ({ alert, progress, reader, moving }: Live) => {
  const { words } = reader
  const { manifest, counts } = progress.ledger
  const states = order.filter((state) => counts[state])
  const said = states.map((state) => `${wordFor(words, 'delivery', state)} ${counts[state]}`).join(', ')
  const inner = (
    <>
      <ul class="numbers">
        <li>
          <b>{manifest}</b> {words.t('console.to-be-told')}
        </li>
        {states.map((state) => (
          <li>
            <b>{counts[state]}</b>{' '}
            <svg class={`key ${colourOf(state)}`} viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" rx="2" />
            </svg>
            {wordFor(words, 'delivery', state)}
          </li>
        ))}
      </ul>
      <Bar counts={counts} total={Math.max(1, manifest)} label={said || words.t('console.nothing')} />
      <Times timing={progress.timing} reader={reader} />
      <Failed progress={progress} reader={reader} />
    </>
  )
  // What has come to rest no longer says where its newer self is, and the script leaves it alone.
  return moving ? (
    <section class="sheet" data-live={`/console/alerts/${alert.id}/progress/part`}>
      {inner}
    </section>
  ) : (
    <section class="sheet" data-still="yes">
      {inner}
    </section>
  )
}

const load = async (c: Context<Env>) => {
  permitToKnow(c.var.actor, 'alert.read-deliveries', 'alert')
  const { alert } = await compareAlert(c.var.deps, c.var.actor, idIn(c, 'alert'))
  const [reader, progress] = await Promise.all([readerOf(c), readProgress(c, alert)])
  return { alert, reader, progress, moving: moves(progress, alert, c.var.deps.clock.now()) }
}

/** An alert as it goes out: it moves by itself, by a few lines of script or, without, by looking again. */
export const progressPage = async (c: Context<Env>) => {
  const [seen, board] = await Promise.all([
    load(c),
    readAnswers(c.var.deps, c.var.actor, { id: idIn(c, 'alert'), page: { limit: 200 } }),
  ])
  const { alert, reader, progress, moving } = seen
  const organizations = await findOrganizations(
    c.var.deps.store,
    board.items.map(({ organizationId }) => organizationId),
  )
  const { t } = reader.words
  const { headline, language } = headlineOf(alert, reader)
  return consolePage(
    c,
    {
      title: `${t('console.watch')} – ${headline}`,
      here: '/console/alerts',
      again: moving ? 5 : undefined,
    },
    <>
      <p>
        <a href={`/console/alerts/${alert.id}`} lang={language} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('console.watch')}</h1>
      <p class="soft">
        {t('alert.reference')} <bdi>{progress.last.reference}</bdi> ·{' '}
        <When at={progress.last.issuedAt} reader={reader} />
      </p>
      {alert.halted && <p class="notice bad">{t('console.halted')}</p>}
      <Live {...seen} />
      <Answers board={board} names={namesOf(organizations)} reader={reader} />
      <section class="sheet">
        <h2>{t('console.next')}</h2>
        <Steps c={c} alert={alert} form={filledWith({})} reader={reader} watching />
      </section>
    </>,
  )
}

/** The moving part alone, for the script. */
export const progressPart = async (c: Context<Env>) => {
  const seen = await load(c)
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', "default-src 'none'")
  return c.html(<Live {...seen} />)
}
