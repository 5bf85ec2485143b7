import type { Context } from 'hono'
import { noteAudit } from '../../../../../shared/audit/note.ts'
import { listReplies } from '../../../../../shared/replies/list.ts'
import { type Reply, reply } from '../../../../../shared/replies/schema.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { byStatus } from '../shell/by-status.tsx'
import { Empty, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const shown = 160

/** How a mail begins, and what a person must know of it before they open it. */
export const ReplyLine = ({ reply, reader }: { reply: Reply; reader: Reader }) => {
  const { t } = reader.words
  const begins = reply.text.trim().slice(0, shown)
  return (
    <>
      <a href={`/console/inbox/${reply.id}`} dir="auto">
        {begins || t('inbox.empty')}
      </a>
      <p class="small soft">
        <When at={reply.receivedAt} reader={reader} />
        {reply.kind !== 'answer' && ` · ${t(`inbox.kind.${reply.kind}`)}`}
        {reply.because && ` · ${t(`inbox.because.${reply.because}`)}`}
        {reply.assignee && reply.status === 'held' && ` · ${t('console.task.taken')}`}
      </p>
    </>
  )
}

/** The mails that came back and wait for a person, or those dealt with, the oldest first. */
export const inboxPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const { data: status = 'held' } = reply.shape.status.safeParse(c.req.query('status'))
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listReplies(deps, actor, { status, page }),
    actor.kind === 'person' && noteAudit(deps, actor, { outcome: 'read', what: 'reply.list' }),
  ])
  const { words } = reader
  const { t } = words
  return byStatus(c, {
    title: t('console.inbox'),
    status,
    options: reply.shape.status.options.map((value) => ({ value, label: t(`inbox.status.${value}`) })),
    items: items.map((each) => <ReplyLine reply={each} reader={reader} />),
    next: pathOfNext(c, next),
    here: '/console',
    empty: <Empty words={words} of="console.empty.inbox" href="/console" label="console.today" />,
    reader,
  })
}
