import type { Context } from 'hono'
import { may } from '../../../../../../shared/access/permit.ts'
import { isOpen } from '../../../../../../shared/meetings/polls/answer.ts'
import { readPollBoard } from '../../../../../../shared/meetings/polls/board.ts'
import { readPollWithOwn } from '../../../../../../shared/meetings/polls/read.ts'
import type { Poll } from '../../../../../../shared/meetings/polls/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { ToldLink } from '../../inbox/link.tsx'
import { Refusal } from '../../shell/fields.tsx'
import { type Filled, filledWith } from '../../shell/form.ts'
import { consolePage, type Status } from '../../shell/frame.tsx'
import { orNone } from '../../shell/none.ts'
import { Done, When } from '../../shell/parts.tsx'
import { idIn } from '../../shell/path.ts'
import { isSaid, Reason } from '../../shell/reason.tsx'
import { readerOf } from '../../shell/session.ts'
import { Grave } from '../../shell/turn.tsx'
import { OwnPollAnswer } from './answer.tsx'
import { PollAnswers, PollTimes } from './board.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'poll')
  const [known, board] = await Promise.all([
    readPollWithOwn(deps, actor, id),
    // Not everybody asked may see what the others answered.
    readPollBoard(deps, actor, { id, page: { limit: 200 } }).catch(orNone),
  ])
  return { ...known, board }
}

const Facts = ({ poll, isOpen: open, reader }: { poll: Poll; isOpen: boolean; reader: Reader }) => {
  const { t } = reader.words
  return (
    <section class="sheet">
      <dl>
        <dt>{t('console.closes')}</dt>
        <dd>
          <When at={poll.closesAt} reader={reader} />
        </dd>
        <dt>{t('console.minutes')}</dt>
        <dd>{poll.durationMinutes}</dd>
        {poll.agenda && <dt>{t('meeting.agenda')}</dt>}
        {poll.agenda && (
          <dd class="text" dir="auto">
            {poll.agenda}
          </dd>
        )}
      </dl>
      {!open && (
        <p class="notice">
          {t(poll.status === 'open' ? 'poll.closed' : `poll.${poll.status}`)}{' '}
          <bdi>{poll.calledOffBecause ?? ''}</bdi>
          {poll.meetingId && <a href={`/console/meetings/${poll.meetingId}`}>{t('console.meetings')}</a>}
        </p>
      )}
    </section>
  )
}

export const showPoll = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, { poll, answer, within, board }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const open = isOpen(poll, c.var.deps.clock.now())
  const isUndecided = poll.status === 'open' || poll.status === 'closed'
  const calls = isUndecided && may(c.var.actor, 'meeting.call', within)
  return consolePage(
    c,
    { title: poll.title, here: '/console/meetings', status },
    <>
      <p class="soft">{words.t('poll.title')}</p>
      <h1 dir="auto">{poll.title}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <Facts poll={poll} isOpen={open} reader={reader} />
      {open && <OwnPollAnswer c={c} poll={poll} answer={answer} form={form} reader={reader} />}
      {board && <PollTimes c={c} poll={poll} board={board} calls={calls} reader={reader} />}
      {board && <PollAnswers poll={poll} board={board} reader={reader} />}
      {board && <ToldLink c={c} subject={poll.id} words={words} />}
      {calls && (
        <section class="sheet">
          <Grave
            c={c}
            action={`/console/polls/${poll.id}/cancellation`}
            words={words.t('console.call-off')}
            carries={{ version: poll.version }}
            open={isSaid(form)}
          >
            <Reason form={form} words={words} />
          </Grave>
        </section>
      )}
    </>,
  )
}

export const pollPage = (c: Context<Env>) => showPoll(c, filledWith({}))
