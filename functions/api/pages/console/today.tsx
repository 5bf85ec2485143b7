import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { rsvpAnswers } from '../../../../shared/meetings/answers/rsvp.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { levels } from '../../../../shared/situations/vocabulary.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { AlertLine } from './alerts/line.tsx'
import { readDay } from './day.ts'
import { ReplyLine } from './inbox/list.tsx'
import { LetterLine } from './letters/line.tsx'
import { answerWords } from './meetings/answer.tsx'
import { UnreachedLine } from './roster/unreached.tsx'
import { consolePage } from './shell/frame.tsx'
import type { Begun, Gathering, Silence } from './shell/overview.ts'
import { Listed, When } from './shell/parts.tsx'
import { readerOf } from './shell/session.ts'
import { TaskLine } from './tasks.tsx'

const touched = (c: Context<Env>, { touchedBy }: Alert) =>
  c.var.actor.kind === 'person' && touchedBy.includes(c.var.actor.contactId)

const gravestFirst = (a: Alert, b: Alert) => levels.indexOf(b.content.level) - levels.indexOf(a.content.level)

/** The way to those that do not fit on the page. */
const All = ({ to, words }: { to: string; words: Phrases }) => (
  <p>
    <a href={to}>{words.t('console.all')}</a>
  </p>
)

/** What waits for another coordinator, each with the way to where they decide. */
const begunLines = ({ grants, motions, exports, isSettingProposed }: Begun, { words: { t } }: Reader) => [
  ...(isSettingProposed ? [<a href="/console/settings">{t('console.settings')}</a>] : []),
  ...motions.map(({ kind }) => <a href="/console/rights">{t(`console.motion.${kind}`)}</a>),
  ...grants.map(({ kind }) => (
    <>
      <a href="/console/rights">{t(`console.grant.${kind}`)}</a> {t('console.grant.proposed')}
    </>
  )),
  ...exports.map(() => <a href="/console/exports">{t('console.export')}</a>),
]

const MeetingLine = ({ meeting, counts, reader }: Gathering & { reader: Reader }) => (
  <>
    <a href={`/console/meetings/${meeting.id}`} dir="auto">
      {meeting.title}
    </a>
    <p class="small soft">
      <When at={meeting.startsAtUtc} reader={reader} />
      {counts && rsvpAnswers.map((answer) => ` · ${reader.words.t(answerWords[answer])} ${counts[answer]}`)}
    </p>
  </>
)

const SilenceLine = ({ silence: { alert, told, silent }, reader }: { silence: Silence; reader: Reader }) => (
  <>
    <AlertLine alert={alert} reader={reader} />
    <p class="small">{reader.words.t('console.silent-of', { silent: String(silent), told: String(told) })}</p>
  </>
)

/** What a coordinator looks at first, and a member too: what waits, and for whom. */
export const todayPage = async (c: Context<Env>) => {
  const [reader, seen] = await Promise.all([readerOf(c), readDay(c)])
  const { words } = reader
  const { t } = words
  const isWriter = may(c.var.actor, 'alert.read-unissued')
  const isCoordinator = may(c.var.actor, 'task.list')
  const nothing = t('console.nothing')
  const line = (alert: Alert) => <AlertLine alert={alert} reader={reader} />
  const mine = seen.reviewed?.items.filter((alert) => !touched(c, alert)).sort(gravestFirst)
  const theirs = seen.reviewed?.items.filter((alert) => touched(c, alert))
  return consolePage(
    c,
    { title: t('console.today') },
    <>
      <div class="head">
        <div>
          <h1>{t('console.today')}</h1>
          <p class="soft">
            <When at={c.var.deps.clock.now().toISOString()} reader={reader} />
          </p>
        </div>
        {may(c.var.actor, 'alert.draft') && (
          <a class="button" href="/console/alerts/new">
            {t('console.write-alert')}
          </a>
        )}
      </div>
      <div class="grid">
        {isWriter && (
          <Listed
            words={words}
            title={t('console.to-approve')}
            items={mine?.map(line)}
            empty={nothing}
            count={mine?.length}
            isMore={seen.reviewed?.isMore}
            more={seen.reviewed?.isMore && <All to="/console/alerts?state=in-review" words={words} />}
          />
        )}
        {isWriter && (
          <Listed
            words={words}
            title={t('console.in-review')}
            items={theirs?.map(line)}
            empty={nothing}
            more={seen.reviewed?.isMore && <All to="/console/alerts?state=in-review" words={words} />}
          />
        )}
        {isCoordinator && (
          <Listed
            words={words}
            title={t('console.tasks')}
            items={seen.tasks?.items.map((named) => <TaskLine named={named} reader={reader} />)}
            empty={nothing}
            count={seen.tasks?.items.length}
            isMore={seen.tasks?.isMore}
            more={
              <p>
                <a href="/console/tasks">{t('console.all')}</a> ·{' '}
                <a href="/console/reports">{t('console.field-reports')}</a>
              </p>
            }
          />
        )}
        {may(c.var.actor, 'grant.list') && (
          <Listed
            words={words}
            title={t('console.motions')}
            items={seen.begun && begunLines(seen.begun, reader)}
            empty={nothing}
          />
        )}
        {isCoordinator && (
          <Listed
            words={words}
            title={t('console.inbox')}
            items={seen.replies?.items.map((reply) => <ReplyLine reply={reply} reader={reader} />)}
            empty={nothing}
            count={seen.replies?.items.length}
            isMore={seen.replies?.isMore}
            more={<All to="/console/inbox" words={words} />}
          />
        )}
        {isCoordinator && (
          <Listed
            words={words}
            title={t('inbox.unreached')}
            items={seen.unreached?.items.map((each) => <UnreachedLine {...each} />)}
            empty={seen.unreached?.isMore ? t('console.unreached.further') : nothing}
            count={seen.unreached?.items.length}
            isMore={seen.unreached?.isMore}
            more={seen.unreached?.isMore && <All to="/console/roster/unreached" words={words} />}
          />
        )}
        {isWriter && (
          <Listed
            words={words}
            title={t('console.silent')}
            items={seen.silent?.map((silence) => <SilenceLine silence={silence} reader={reader} />)}
            empty={nothing}
          />
        )}
        {!isWriter && (
          <Listed
            words={words}
            title={t('console.told-us')}
            items={seen.issued?.items.map(line)}
            empty={nothing}
            more={seen.issued?.isMore && <All to="/console/alerts" words={words} />}
          />
        )}
        {seen.toSign?.length !== 0 && (
          <Listed
            words={words}
            title={t('letter.to-sign')}
            items={seen.toSign?.map((letter) => <LetterLine letter={letter} reader={reader} />)}
            empty={nothing}
          />
        )}
        <Listed
          words={words}
          title={t('console.this-week')}
          items={seen.meetings?.items.map((gathering) => <MeetingLine {...gathering} reader={reader} />)}
          empty={nothing}
          more={seen.meetings?.isMore && <All to="/console/meetings" words={words} />}
        />
        {isCoordinator && (
          <Listed
            words={words}
            title={t('console.drafts')}
            items={seen.drafts?.items.map(line)}
            empty={nothing}
            more={seen.drafts?.isMore && <All to="/console/alerts?state=draft" words={words} />}
          />
        )}
        {isCoordinator && (
          <Listed
            words={words}
            title={t('console.on-duty')}
            items={seen.duty?.map(({ person, organization }) => (
              <>
                <bdi>{person}</bdi>
                <p class="small soft">
                  <bdi>{organization}</bdi>
                </p>
              </>
            ))}
            empty={nothing}
          />
        )}
      </div>
    </>,
  )
}
