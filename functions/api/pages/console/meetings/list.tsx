import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listMeetings } from '../../../../../shared/meetings/read.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { consolePage } from '../shell/frame.tsx'
import { Listed, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { seriesWords } from './series.ts'

/** Meetings from yesterday on, by start. */
export const meetingListPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const from = new Date(deps.clock.now().getTime() - 86_400_000).toISOString()
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listMeetings(deps, actor, { span: { from }, page }),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.meetings'), here: '/console/meetings' },
    <>
      <div class="head">
        <h1>{t('console.meetings')}</h1>
        {may(actor, 'meeting.call') && (
          <a class="button" href="/console/meetings/new">
            {t('console.call-meeting')}
          </a>
        )}
      </div>
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
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
