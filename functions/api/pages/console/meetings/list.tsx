import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listPolls } from '../../../../../shared/meetings/polls/read.ts'
import type { Poll } from '../../../../../shared/meetings/polls/schema.ts'
import { listMeetings } from '../../../../../shared/meetings/read.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Listed, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { seriesWords } from './series.ts'

const PollLine = ({ poll, reader }: { poll: Poll; reader: Reader }) => (
  <>
    <a href={`/console/polls/${poll.id}`} dir="auto">
      {poll.title}
    </a>
    <p class="small soft">
      {reader.words.t('console.closes')} <When at={poll.closesAt} reader={reader} />
    </p>
  </>
)

/** Meetings from yesterday on, by start, and the times that are still sought. */
export const meetingListPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const from = new Date(deps.clock.now().getTime() - 86_400_000).toISOString()
  const [reader, { items, next }, polls] = await Promise.all([
    readerOf(c),
    listMeetings(deps, actor, { span: { from }, page }),
    listPolls(deps, actor, { page: { limit: 20 } }),
  ])
  const { words } = reader
  const { t } = words
  const sought = polls.items.filter(({ status }) => status === 'open' || status === 'closed')
  return consolePage(
    c,
    { title: t('console.meetings'), here: '/console/meetings' },
    <>
      <div class="head">
        <h1>{t('console.meetings')}</h1>
        {may(actor, 'meeting.call') && (
          <p class="acts">
            <a class="button" href="/console/meetings/new">
              {t('console.call-meeting')}
            </a>
            <a class="button quiet" href="/console/polls/new">
              {t('console.propose-times')}
            </a>
          </p>
        )}
      </div>
      {sought.length > 0 && (
        <Listed
          title={t('poll.title')}
          items={sought.map((poll) => <PollLine poll={poll} reader={reader} />)}
          empty={t('console.nothing')}
        />
      )}
      <Listed
        title={t('console.to-come')}
        items={items.map((meeting) => (
          <>
            <a href={`/console/meetings/${meeting.id}`} dir="auto">
              {meeting.title}
            </a>
            <p class="small soft">
              <When at={meeting.startsAtUtc} reader={reader} />
              {[seriesWords(meeting, words), meeting.status !== 'confirmed' && t('console.called-off')]
                .filter(Boolean)
                .map((each) => ` · ${each}`)}
            </p>
          </>
        ))}
        empty={
          <Empty
            words={words}
            of="console.empty.meetings"
            href={may(actor, 'meeting.call') ? '/console/meetings/new' : undefined}
            label="console.call-meeting"
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
      <p>
        <a href="/console/calendars">{t('console.calendars')}</a>
      </p>
    </>,
  )
}
