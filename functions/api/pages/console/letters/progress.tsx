import type { Context } from 'hono'
import { permitToKnow } from '../../../../../shared/access/permit.ts'
import { getLetter } from '../../../../../shared/advocacy/letters/repository.ts'
import { isOpen } from '../../../../../shared/ledger/delivery.ts'
import { deliveriesPage, type LedgerLine, notificationsOf } from '../../../../../shared/ledger/read.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { consolePage } from '../shell/frame.tsx'
import { SaidOld, When, wordFor } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { titleOf } from './line.tsx'

/** A letter goes to one reader, and before that to whoever tries it: the last few of these are looked at. */
const newest = 5

/** For so long a server's word on what was sent to it is waited for. */
const patience = 15 * 60_000

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  permitToKnow(actor, 'letter.read-deliveries', 'letter')
  const id = idIn(c, 'letter')
  const [reader, letter, notifications] = await Promise.all([
    readerOf(c),
    getLetter(deps.store, id),
    notificationsOf(deps.store, id, 'letter'),
  ])
  const mails = await Promise.all(
    notifications.slice(0, newest).map(async (notification, at) => {
      const { items } = await deliveriesPage(deps.store, notification.id, { limit: 25 })
      return { ...notification, isTrial: at > 0 || letter.deliveredAt === undefined, lines: items }
    }),
  )
  const ids = distinct(mails.flatMap(({ lines }) => lines.map(({ organizationId }) => organizationId)))
  const organizations = await findOrganizations(deps.store, ids)
  const names = new Map<string, string>(organizations.map(({ id: of, name }) => [of, name]))
  return { reader, letter, mails, names }
}

type Progress = Awaited<ReturnType<typeof read>>

/** It moves while a mail is on its way, or a server has just been given one. */
const isMoving = ({ mails }: Progress, now: Date) =>
  mails.some(({ createdAt, lines }) => {
    const isRecent = now.getTime() - Date.parse(createdAt) < patience
    return (
      (lines.length === 0 && isRecent) ||
      lines.some(({ state }) => isOpen(state) || (state === 'sent' && isRecent))
    )
  })

const Line = ({ line, name, reader }: { line: LedgerLine; name: string; reader: Reader }) => (
  <li>
    <bdi>{name}</bdi>
    <p>{wordFor(reader.words, 'delivery', line.state)}</p>
    <ul class="small soft">
      {line.log.map(({ at, state, reason }) => (
        <li>
          <When at={at} reader={reader} /> {wordFor(reader.words, 'delivery', state)}
          {reason && ` – ${wordFor(reader.words, 'console.left', reason)}`}
        </li>
      ))}
    </ul>
  </li>
)

/** The part that moves: each mail of it, the newest first, with all that became of it. */
const Mails = ({ progress, moving }: { progress: Progress; moving: boolean }) => {
  const { letter, mails, names, reader } = progress
  const { t } = reader.words
  const where = moving
    ? { 'data-live': `/console/letters/${letter.id}/progress/part` }
    : { 'data-still': 'yes' }
  return (
    <div data-part="moving" {...where}>
      {mails.length === 0 && <p class="soft">{t('console.nothing')}</p>}
      {mails.map(({ createdAt, isTrial, lines }) => (
        <section class="sheet">
          <h2>{t(isTrial ? 'letter.trial' : 'letter.state.delivered')}</h2>
          <p class="small soft">
            <When at={createdAt} reader={reader} />
          </p>
          {lines.length === 0 && <p>{t('delivery.queued')}</p>}
          <ul class="rows">
            {lines.map((line) => (
              <Line
                line={line}
                name={names.get(line.organizationId) ?? line.organizationId}
                reader={reader}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** A letter as it goes out: it moves by itself, by a few lines of script or, without, by looking again. */
export const letterProgressPage = async (c: Context<Env>) => {
  const progress = await read(c)
  const { letter, reader } = progress
  const { t } = reader.words
  const moving = isMoving(progress, c.var.deps.clock.now())
  const { subject, language } = titleOf(letter, reader)
  return consolePage(
    c,
    { title: t('console.watch'), here: '/console/coalitions', again: moving ? 5 : undefined },
    <>
      <p>
        <a href={`/console/letters/${letter.id}`} lang={language} dir="auto">
          {subject}
        </a>
      </p>
      <h1>{t('console.watch')}</h1>
      <SaidOld words={reader.words} old="console.live.old" />
      <Mails progress={progress} moving={moving} />
    </>,
  )
}

/** The moving part alone, for the script. */
export const letterProgressPart = async (c: Context<Env>) => {
  const progress = await read(c)
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', "default-src 'none'")
  return c.html(<Mails progress={progress} moving={isMoving(progress, c.var.deps.clock.now())} />)
}
