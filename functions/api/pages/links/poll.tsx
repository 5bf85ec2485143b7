import type { Context } from 'hono'
import { DomainError, notFound } from '../../../../shared/errors.ts'
import type { Id } from '../../../../shared/ids.ts'
import {
  answerPollByLink,
  isOpen,
  type PollGuest,
  readPollByLink,
} from '../../../../shared/meetings/polls/answer.ts'
import { hasAnswered, pollForm } from '../../../../shared/meetings/polls/answers.ts'
import type { Key } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Fields, type Refused, refusedFor } from '../refused.tsx'
import { answeredAt, type Capability } from './capability.ts'
import { ChosenTime, PollFacts, PollForm } from './poll-parts.tsx'
import { UndoForm } from './rsvp-parts.tsx'

const guestOf = ({ payload, actor, organization, contact }: Capability): PollGuest => {
  if (!payload.subject.startsWith('pol_')) throw notFound('link')
  return { actor, organization, contact, pollId: payload.subject as Id<'poll'> }
}

interface Outcome {
  readonly status: PageHead['status']
  readonly notice?: Key
  readonly undo?: boolean
  readonly refused?: Refused
}

/** The poll and the answer as they stand now, whatever became of what was just posted. */
const show = async (c: Context<Env>, opened: Capability, outcome: Outcome) => {
  const { status = 200, notice, undo = false, refused } = outcome
  const { words, organization, contact } = opened
  const { poll, answer } = await readPollByLink(c.var.deps, guestOf(opened))
  const { t, language } = words
  const open = isOpen(poll, c.var.deps.clock.now())
  const ended = poll.status === 'open' ? 'closed' : poll.status
  const said = notice ?? (open ? undefined : (`poll.${ended}` as const))
  const chosen = poll.slots.find(({ id }) => id === poll.slotId)
  return page(
    c,
    { title: t('poll.title'), language, status },
    <>
      {said && <p class="notice">{t(said)}</p>}
      {chosen && <ChosenTime slot={chosen} words={words} timeZone={contact.timeZone} />}
      <PollFacts poll={poll} words={words} timeZone={contact.timeZone} open={open} />
      {undo && open && <UndoForm words={words} />}
      {open && (
        <PollForm
          poll={poll}
          answer={hasAnswered(answer) ? answer : undefined}
          refused={refused}
          words={words}
          timeZone={contact.timeZone}
          organization={organization.name}
        />
      )}
    </>,
  )
}

const refusalOf = (error: DomainError, typed: Fields): Outcome => {
  const refused = refusedFor(error, typed)
  if (error.code === 'invalid') return { status: 422, notice: 'error.invalid', refused }
  if (error.code === 'too-fast') return { status: 429, notice: 'error.too-fast', refused }
  if (error.code !== 'conflict') throw error
  return { status: 409 }
}

const answer = async (c: Context<Env>, opened: Capability): Promise<Outcome> => {
  const fields = await formOf(c)
  try {
    const undoes = 'undo' in fields
    const { before } = await answerPollByLink(
      c.var.deps,
      guestOf(opened),
      undoes ? 'undo' : (poll) => pollForm(poll, fields),
    )
    if (undoes) return { status: 200, notice: 'page.undone' }
    return { status: 200, notice: hasAnswered(before) ? 'page.changed' : 'page.recorded', undo: true }
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error, fields)
    throw error
  }
}

/** The page behind a poll's link: GET shows, POST answers. */
export const pollPages = (app: Router) => {
  const pages = pageRouter()
  answeredAt(pages, { path: '/poll/:token', purpose: 'poll' }, { show, act: answer })
  app.route('/', pages)
}
