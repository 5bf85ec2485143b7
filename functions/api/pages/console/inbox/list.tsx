import type { Context } from 'hono'
import { listReplies } from '../../../../../shared/replies/list.ts'
import { type Reply, reply } from '../../../../../shared/replies/schema.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Done, Empty, Filters, Listed, NextPage, When } from '../shell/parts.tsx'
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
  const { data: status = 'held' } = reply.shape.status.safeParse(c.req.query('status'))
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listReplies(c.var.deps, c.var.actor, { status, page }),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.inbox') },
    <>
      <h1>{t('console.inbox')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Filters words={words}>
        <Choice
          form={filledWith({ status: [status] })}
          words={words}
          name="status"
          label={t('console.state')}
          options={reply.shape.status.options.map((value) => ({ value, label: t(`inbox.status.${value}`) }))}
        />
      </Filters>
      <Listed
        title={t(`inbox.status.${status}`)}
        items={items.map((each) => <ReplyLine reply={each} reader={reader} />)}
        empty={<Empty words={words} of="console.empty.inbox" href="/console" label="console.today" />}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
