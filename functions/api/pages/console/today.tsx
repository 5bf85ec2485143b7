import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import { listAlerts } from '../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { listMeetings } from '../../../../shared/meetings/read.ts'
import type { Meeting } from '../../../../shared/meetings/schema.ts'
import { listReplies } from '../../../../shared/replies/list.ts'
import type { Reply } from '../../../../shared/replies/schema.ts'
import { listTasks } from '../../../../shared/tasks/read.ts'
import type { Task } from '../../../../shared/tasks/schema.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { AlertLine } from './alerts/line.tsx'
import { consolePage } from './shell/frame.tsx'
import { type OnDuty, onDuty, type Silence, silences } from './shell/overview.ts'
import { Listed, When, wordFor } from './shell/parts.tsx'
import { readerOf } from './shell/session.ts'
import { placeOfTask } from './shell/subject.ts'

const day = 86_400_000
const page = { limit: 25 }

interface Day {
  readonly reviewed: readonly Alert[]
  readonly drafts: readonly Alert[]
  readonly issued: readonly Alert[]
  readonly meetings: readonly Meeting[]
  readonly tasks: readonly Task[]
  readonly replies: readonly Reply[]
  readonly silent: readonly Silence[]
  readonly duty: readonly OnDuty[]
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
  const [reviewed, drafts, issued, meetings, tasks, replies, duty] = await Promise.all([
    writes ? alerts('in-review') : [],
    may(actor, 'alert.draft') ? alerts('draft') : [],
    may(actor, 'alert.list') ? alerts('issued') : [],
    listMeetings(deps, actor, { span: week, page }).then(({ items }) => items),
    works ? listTasks(deps, actor, { status: 'open', page }).then(({ items }) => items) : [],
    works ? listReplies(deps, actor, { status: 'held', page }).then(({ items }) => items) : [],
    works ? onDuty(deps) : [],
  ])
  const silent = writes ? await silences(deps, actor, issued) : []
  return { reviewed, drafts, issued, meetings, tasks, replies, silent, duty }
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

const MeetingLine = ({ meeting, reader }: { meeting: Meeting; reader: Reader }) => (
  <>
    <a href={`/console/meetings/${meeting.id}`} dir="auto">
      {meeting.title}
    </a>
    <p class="small soft">
      <When at={meeting.startsAtUtc} reader={reader} />
    </p>
  </>
)

const ReplyLine = ({ reply, reader }: { reply: Reply; reader: Reader }) => (
  <>
    <p class="text" dir="auto">
      {reply.text.slice(0, 200)}
    </p>
    <p class="small soft">
      <When at={reply.receivedAt} reader={reader} />
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
        {isCoordinator && (
          <Listed
            title={t('console.inbox')}
            items={seen.replies.map((reply) => <ReplyLine reply={reply} reader={reader} />)}
            empty={nothing}
            count={seen.replies.length}
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
          items={seen.meetings.map((meeting) => <MeetingLine meeting={meeting} reader={reader} />)}
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
