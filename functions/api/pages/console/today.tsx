import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import { listAlerts } from '../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { listMeetings } from '../../../../shared/meetings/read.ts'
import { rsvpAnswers } from '../../../../shared/meetings/rsvp.ts'
import { listUnreachable } from '../../../../shared/organizations/unreachable.ts'
import { listReplies } from '../../../../shared/replies/list.ts'
import type { Reply } from '../../../../shared/replies/schema.ts'
import { listTasks } from '../../../../shared/tasks/read.ts'
import type { Task } from '../../../../shared/tasks/schema.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { AlertLine } from './alerts/line.tsx'
import { ReplyLine } from './inbox/list.tsx'
import { answerWords } from './meetings/answer.tsx'
import { consolePage } from './shell/frame.tsx'
import {
  type Begun,
  begun,
  type Gathering,
  gatherings,
  type OnDuty,
  onDuty,
  type Silence,
  silences,
} from './shell/overview.ts'
import { Listed, When, wordFor } from './shell/parts.tsx'
import { readerOf } from './shell/session.ts'
import { placeOfTask } from './shell/subject.ts'

const day = 86_400_000
const page = { limit: 25 }

type Unreached = Awaited<ReturnType<typeof listUnreachable>>['items'][number]

/** Organizations that have contacts, or had, and none that a mail reaches. */
const unreachedIn = async (c: Context<Env>): Promise<Unreached[]> => {
  const { items } = await listUnreachable(c.var.deps, c.var.actor, { limit: 200 })
  return items.filter(({ reason }) => reason !== 'never-confirmed').slice(0, page.limit)
}

interface Day {
  readonly reviewed: readonly Alert[]
  readonly drafts: readonly Alert[]
  readonly issued: readonly Alert[]
  readonly meetings: readonly Gathering[]
  readonly tasks: readonly Task[]
  readonly replies: readonly Reply[]
  readonly silent: readonly Silence[]
  readonly unreached: readonly Unreached[]
  readonly duty: readonly OnDuty[]
  readonly begun: Begun | undefined
}

/** Everything that stands on the page, read at once; what somebody may not read is not asked for. */
const readDay = async (c: Context<Env>): Promise<Day> => {
  const { deps, actor } = c.var
  const writes = may(actor, 'alert.read-unissued')
  const works = may(actor, 'task.list')
  const now = deps.clock.now()
  const week = { from: now.toISOString(), to: new Date(now.getTime() + 7 * day).toISOString() }
  const alerts = async (state: Alert['state']) =>
    (await listAlerts(deps, actor, { filter: { state }, page })).items
  const current = may(actor, 'alert.list') ? alerts('issued') : []
  const [reviewed, drafts, issued, silent, meetings, tasks, replies, unreached, duty, waiting] =
    await Promise.all([
      writes ? alerts('in-review') : [],
      may(actor, 'alert.draft') ? alerts('draft') : [],
      current,
      writes ? Promise.resolve(current).then((found) => silences(deps, actor, found)) : [],
      listMeetings(deps, actor, { span: week, page }).then(({ items }) => gatherings(deps, items, works)),
      works ? listTasks(deps, actor, { status: 'open', page }).then(({ items }) => items) : [],
      works ? listReplies(deps, actor, { status: 'held', page }).then(({ items }) => items) : [],
      works ? unreachedIn(c) : [],
      works ? onDuty(deps) : [],
      may(actor, 'grant.list') ? begun(deps, actor) : undefined,
    ])
  return { reviewed, drafts, issued, meetings, tasks, replies, unreached, silent, duty, begun: waiting }
}

const touched = (c: Context<Env>, { touchedBy }: Alert) =>
  c.var.actor.kind === 'person' && touchedBy.includes(c.var.actor.contactId)

const TaskLine = ({ task, reader }: { task: Task; reader: Reader }) => (
  <>
    <a href={`/console/tasks/${task.id}`}>{wordFor(reader.words, 'task', task.kind)}</a>{' '}
    {placeOfTask(task) && (
      <a class="small" href={placeOfTask(task)}>
        {reader.words.t('console.look')}
      </a>
    )}
    {task.dueAt && (
      <p class="small soft">
        {reader.words.t('console.due')} <When at={task.dueAt} reader={reader} />
      </p>
    )}
  </>
)

/** What waits for another coordinator, each with the way to where they decide. */
const begunLines = ({ grants, motions, exports }: Begun, { words: { t } }: Reader) => [
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
  const mine = seen.reviewed.filter((alert) => !touched(c, alert))
  const theirs = seen.reviewed.filter((alert) => touched(c, alert))
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
            title={t('console.to-approve')}
            items={mine.map(line)}
            empty={nothing}
            count={mine.length}
          />
        )}
        {isWriter && <Listed title={t('console.in-review')} items={theirs.map(line)} empty={nothing} />}
        {isCoordinator && (
          <Listed
            title={t('console.tasks')}
            items={seen.tasks.map((task) => <TaskLine task={task} reader={reader} />)}
            empty={nothing}
            count={seen.tasks.length}
            more={
              <p>
                <a href="/console/reports">{t('console.field-reports')}</a>
              </p>
            }
          />
        )}
        {seen.begun && (
          <Listed title={t('console.motions')} items={begunLines(seen.begun, reader)} empty={nothing} />
        )}
        {isCoordinator && (
          <Listed
            title={t('console.inbox')}
            items={seen.replies.map((reply) => <ReplyLine reply={reply} reader={reader} />)}
            empty={nothing}
            count={seen.replies.length}
            more={
              <p>
                <a href="/console/inbox">{t('console.all')}</a>
              </p>
            }
          />
        )}
        {isCoordinator && (
          <Listed
            title={t('inbox.unreached')}
            items={seen.unreached.map(({ organizationId, name }) => (
              <a href={`/console/roster/${organizationId}`}>
                <bdi>{name}</bdi>
              </a>
            ))}
            empty={nothing}
            count={seen.unreached.length}
          />
        )}
        {isWriter && (
          <Listed
            title={t('console.silent')}
            items={seen.silent.map((silence) => <SilenceLine silence={silence} reader={reader} />)}
            empty={nothing}
          />
        )}
        {!isWriter && <Listed title={t('console.told-us')} items={seen.issued.map(line)} empty={nothing} />}
        <Listed
          title={t('console.this-week')}
          items={seen.meetings.map((gathering) => <MeetingLine {...gathering} reader={reader} />)}
          empty={nothing}
        />
        {isCoordinator && (
          <Listed title={t('console.drafts')} items={seen.drafts.map(line)} empty={nothing} />
        )}
        {isCoordinator && (
          <Listed
            title={t('console.on-duty')}
            items={seen.duty.map(({ person, organization }) => (
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
