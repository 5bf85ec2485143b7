import type { Context } from 'hono'
import type { Id } from '../../../../../shared/ids.ts'
import { answerFor } from '../../../../../shared/meetings/answers/answer-for.ts'
import { readAnswers } from '../../../../../shared/meetings/answers/read-board.ts'
import { mailedRsvp, rsvpInput } from '../../../../../shared/meetings/answers/rsvp.ts'
import { enterToRead } from '../../../../../shared/meetings/standing.ts'
import { rsvpByReply } from '../../../../../shared/replies/rsvp.ts'
import type { Env } from '../../../http/env.ts'
import { RsvpFields, rsvpIn } from '../meetings/answer.tsx'
import { Comment } from '../shell/comment.tsx'
import { parsed } from '../shell/form.ts'
import { readerOf } from '../shell/session.ts'
import { atMost, contactId, seatsAsked } from './asked.ts'
import type { Matter, MatterKind } from './matter.ts'

const open = async (c: Context<Env>, id: string): Promise<Matter> => {
  const { deps, actor } = c.var
  const { meeting } = await enterToRead(deps.store, actor, id)
  return {
    title: meeting.title,
    Fields: ({ form, reader }) => (
      <>
        <RsvpFields meeting={meeting} form={form} words={reader.words} />
        <Comment form={form} words={reader.words} />
      </>
    ),
  }
}

const asked = async (c: Context<Env>, id: string) => {
  const [board, { words }] = await Promise.all([
    readAnswers(c.var.deps, c.var.actor, { id: id as Id<'meeting'>, page: atMost }),
    readerOf(c),
  ])
  return seatsAsked(board, words)
}

const byMail: MatterKind['byMail'] = (deps, actor, named, typed) =>
  rsvpByReply(deps, actor, { ...named, said: parsed(mailedRsvp, rsvpIn(typed)) })

const byWord: MatterKind['byWord'] = (deps, actor, { id, whose, told }, typed) =>
  answerFor(deps, actor, {
    ...{ meetingId: id as Id<'meeting'>, contactId: contactId(whose) },
    said: { ...parsed(rsvpInput, rsvpIn(typed)), told },
  })

/** What contacts answer to a meeting. */
export const meetingMatter: MatterKind = { open, asked, byMail, byWord }
