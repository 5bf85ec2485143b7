import type { Context } from 'hono'
import type { Id } from '../../../../../shared/ids.ts'
import { answerPollFor } from '../../../../../shared/meetings/polls/answer.ts'
import { mailedPollAnswer, pollAnswerInput } from '../../../../../shared/meetings/polls/answers.ts'
import { readPollBoard } from '../../../../../shared/meetings/polls/board.ts'
import { readPoll } from '../../../../../shared/meetings/polls/read.ts'
import { pollAnswerByReply } from '../../../../../shared/replies/poll.ts'
import type { Env } from '../../../http/env.ts'
import { pollAnswerIn, SlotFields } from '../meetings/polls/answer.tsx'
import { Comment } from '../shell/comment.tsx'
import { parsed } from '../shell/form.ts'
import { readerOf } from '../shell/session.ts'
import { atMost, contactId, seatsAsked } from './asked.ts'
import type { Matter, MatterKind } from './matter.ts'

const open = async (c: Context<Env>, id: string): Promise<Matter> => {
  const { deps, actor } = c.var
  const poll = await readPoll(deps, actor, id)
  return {
    title: poll.title,
    Fields: ({ form, reader }) => (
      <>
        <SlotFields poll={poll} timeZone={reader.timeZone} form={form} words={reader.words} />
        <Comment form={form} words={reader.words} />
      </>
    ),
  }
}

const asked = async (c: Context<Env>, id: string) => {
  const [board, { words }] = await Promise.all([
    readPollBoard(c.var.deps, c.var.actor, { id: id as Id<'poll'>, page: atMost }),
    readerOf(c),
  ])
  return seatsAsked(board, words)
}

const byMail: MatterKind['byMail'] = (deps, actor, named, typed) =>
  pollAnswerByReply(deps, actor, { ...named, said: parsed(mailedPollAnswer, pollAnswerIn(typed)) })

const byWord: MatterKind['byWord'] = (deps, actor, { id, whose, told }, typed) =>
  answerPollFor(deps, actor, {
    ...{ pollId: id as Id<'poll'>, contactId: contactId(whose) },
    said: { ...parsed(pollAnswerInput, pollAnswerIn(typed)), told },
  })

/** Which times suit contacts. */
export const pollMatter: MatterKind = { open, asked, byMail, byWord }
