import type { Context } from 'hono'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { assignTask, closeTask } from '../../../../shared/tasks/change.ts'
import { listTasks, readTask } from '../../../../shared/tasks/read.ts'
import { closureInput, task } from '../../../../shared/tasks/schema.ts'
import { pageOf, pathOfNext } from '../../http/answers.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { isolated } from '../layout.tsx'
import { ToldLink } from './inbox/link.tsx'
import { byStatus } from './shell/by-status.tsx'
import { Refusal, Token } from './shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { type NamedTask, withNames } from './shell/names.ts'
import { Outcome } from './shell/outcome.tsx'
import { Done, Empty, When, wordFor } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'
import { placeOfTask } from './shell/subject.ts'

/** What a task is about, and the way there. */
const About = ({ task, about, words }: NamedTask & { words: Phrases }) => {
  const place = placeOfTask(task)
  const name = about.map((each) => isolated(each)).join(' · ')
  if (!place && !name) return null
  return <p class="small">{place ? <a href={place}>{name || words.t('console.look')}</a> : name}</p>
}

export const TaskLine = ({ named: { task, about }, reader }: { named: NamedTask; reader: Reader }) => (
  <>
    <a href={`/console/tasks/${task.id}`}>{wordFor(reader.words, 'task', task.kind)}</a>
    <About task={task} about={about} words={reader.words} />
    {task.dueAt && (
      <p class="small soft">
        {reader.words.t('console.due')} <When at={task.dueAt} reader={reader} />
      </p>
    )}
  </>
)

const statuses = task.shape.status

/** All that wait, however many, or those dealt with; the oldest first. */
const list = async (c: Context<Env>) => {
  const { data: status = 'open' } = statuses.safeParse(c.req.query('status'))
  const page = pageOf(c, { limit: 50, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listTasks(c.var.deps, c.var.actor, { status, page }),
  ])
  const named = await withNames(c, items)
  const { t } = reader.words
  return byStatus(c, {
    title: t('console.tasks'),
    status,
    options: statuses.options.map((value) => ({ value, label: t(`console.tasks.${value}`) })),
    items: named.map((each) => <TaskLine named={each} reader={reader} />),
    next: pathOfNext(c, next),
    here: '/console',
    empty: <Empty words={reader.words} of="console.nothing" href="/console" label="console.today" />,
    reader,
  })
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const found = readTask(c.var.deps, c.var.actor, idIn(c, 'task'))
  const [reader, task, [named]] = await Promise.all([
    readerOf(c),
    found,
    found.then((each) => withNames(c, [each])),
  ])
  const { words } = reader
  const { t } = words
  const path = `/console/tasks/${task.id}`
  const isMine = c.var.actor.kind === 'person' && c.var.actor.contactId === task.assignee
  return consolePage(
    c,
    { title: wordFor(words, 'task', task.kind), status },
    <>
      <h1>{wordFor(words, 'task', task.kind)}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        <About task={task} about={named?.about ?? []} words={words} />
        {task.kind === 'phone-call' && <ToldLink c={c} subject={task.subject} words={words} />}
        {task.dueAt && (
          <p>
            {t('console.due')} <When at={task.dueAt} reader={reader} />
          </p>
        )}
        {task.assignee && <p>{t(isMine ? 'console.task.yours' : 'console.task.taken')}</p>}
        {task.closure && (
          <p class="notice">
            {t(`console.task.${task.closure.outcome}`)} <bdi>{task.closure.remark}</bdi>
          </p>
        )}
      </section>
      {task.status === 'open' && (
        <section class="sheet">
          {!isMine && (
            <form method="post" action={`${path}/take`}>
              <Token c={c} />
              <button type="submit">{t('console.task.take')}</button>
            </form>
          )}
          <form method="post" action={`${path}/close`}>
            <Token c={c} />
            <Outcome form={form} words={words} remark={`${t('page.comment')} (${t('page.optional')})`} />
            <p class="acts">
              <button type="submit">{t('console.task.close')}</button>
            </p>
          </form>
        </section>
      )}
    </>,
  )
}

/** What waits for a person: taken, and closed with what became of it. */
export const taskPages = (pages: Router) => {
  pages.get('/console/tasks', list)
  pages.get('/console/tasks/:id', (c) => show(c, filledWith({})))
  pages.post(
    '/console/tasks/:id/take',
    posted((c) => ({
      act: async () => {
        const { actor, deps } = c.var
        const contactId = actor.kind === 'person' ? actor.contactId : null
        const { id } = await assignTask(deps, actor, { id: idIn(c, 'task'), contactId })
        return `/console/tasks/${id}?done=saved`
      },
      again: (form, status) => show(c, form, status),
    })),
  )
  pages.post(
    '/console/tasks/:id/close',
    posted((c) => ({
      act: async (typed) => {
        const given = { outcome: givenIn(typed, 'outcome'), remark: givenIn(typed, 'remark') }
        const closure = parsed(closureInput, filled(given))
        await closeTask(c.var.deps, c.var.actor, { id: idIn(c, 'task'), closure })
        return '/console?done=saved'
      },
      again: (form, status) => show(c, form, status),
    })),
  )
}
