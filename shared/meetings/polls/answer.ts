import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forOrganization, record } from '../../events/record.ts'
import type { Id } from '../../ids.ts'
import { nothingTold, type Told } from '../../ledger/announce.ts'
import { receipt } from '../../ledger/receipt.ts'
import { asTold } from '../../replies/told.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Store } from '../../storage/store.ts'
import { organizationToAnswerFor } from '../answers/answer-for.ts'
import type { Guest as MeetingGuest } from '../answers/by-link.ts'
import { isRestless } from '../answers/rsvp.ts'
import { answeredTooOften } from '../errors.ts'
import { isCalled } from '../standing.ts'
import {
  answerBefore,
  followAnswer,
  hasAnswered,
  type PollAnswer,
  type PollAnswerInput,
  type PollGiver,
  requireWhole,
  type SlotAnswer,
} from './answers.ts'
import { pollCalledOff, pollClosed } from './errors.ts'
import { pollKnownTo } from './read.ts'
import { pollUnchanged, pollWithAnswer, putPollAnswer } from './repository.ts'
import type { Poll } from './schema.ts'

/** Whether answers are taken: until its deadline, whether or not the clock has come to close it. */
export const isOpen = ({ status, closesAt }: Poll, now: Date) =>
  status === 'open' && closesAt > now.toISOString()

/** What came in time counts until a time is chosen, whenever somebody came to read it. */
const requireOpen = ({ status, closesAt }: Poll, reachedAt: string) => {
  if (status === 'called-off') throw pollCalledOff()
  if (status === 'decided' || closesAt <= reachedAt) throw pollClosed()
}

interface Answering extends PollGiver {
  readonly pollId: Poll['id']
  /** When the answer came in; now where it is left out. */
  readonly reachedAt?: string
  /** `undo` takes the last answer back; a function sees what is asked. */
  readonly said: PollAnswerInput | 'undo' | ((poll: Poll) => PollAnswerInput)
  readonly admit?: (poll: Poll) => Promise<void>
  readonly also?: (poll: Poll, after: PollAnswer) => Told
}

const decide = (poll: Poll, before: PollAnswer | undefined, answering: Answering, now: Date) => {
  const { said, contactId, organizationId, by, told } = answering
  const giver = { contactId, organizationId, by, ...(told && { told }) }
  if (said === 'undo') return before && followAnswer(before, answerBefore(before), giver, now)
  const input = typeof said === 'function' ? said(poll) : said
  requireWhole(poll, input)
  return followAnswer(before, input, giver, now)
}

/** Records what somebody says to the times proposed. The same again changes nothing. */
export const recordPollAnswer = async (deps: Deps, actor: Actor, answering: Answering) =>
  onFreshRead(async () => {
    const { pollId, contactId, organizationId, by } = answering
    const { poll, answer: before } = await pollWithAnswer(deps.store, pollId, contactId)
    const now = deps.clock.now()
    await answering.admit?.(poll)
    requireOpen(poll, answering.reachedAt ?? now.toISOString())
    const after = decide(poll, before, answering, now)
    if (!after || after === before) return { poll, before, answer: before }
    if (by === 'link' && before && isRestless(before, now)) throw answeredTooOften()
    const further = answering.also?.(poll, after) ?? nothingTold
    await deps.store.transact([
      // An answer must not slip in behind the end.
      pollUnchanged(poll),
      putPollAnswer(pollId, before, after),
      ...further.actions,
      record(deps, actor, {
        type: 'poll.answered',
        subject: pollId,
        audience: forOrganization(organizationId),
        data: { contactId, organizationId, by },
        notifications: further.notifications,
      }),
    ])
    return { poll, before, answer: after }
  }, 20)

interface AnswerFor {
  readonly pollId: Poll['id']
  readonly contactId: Id<'contact'>
  readonly said: PollAnswerInput
}

/** Answers for a contact of one's own organization; a coordinator for whoever told them, and then says how. */
export const answerPollFor = async (deps: Deps, actor: Actor, { pollId, contactId, said }: AnswerFor) => {
  const { poll } = await pollKnownTo(deps.store, actor, pollId)
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, poll, contactId)
  const given = said.told
    ? ({ by: 'coordinator', told: asTold(deps, actor, said.told) } as const)
    : ({ by: 'api' } as const)
  const { answer } = await recordPollAnswer(deps, actor, {
    pollId,
    contactId,
    organizationId,
    said,
    ...given,
  })
  return answer!
}

/** Whom an opened link was made for. */
export type PollGuest = Omit<MeetingGuest, 'meetingId'> & { readonly pollId: Poll['id'] }

/** The link says that its contact was asked; that their organization still takes part is looked up. */
const requireStanding = async (store: Store, poll: Poll, { organization }: PollGuest) => {
  const { id: organizationId, relation } = organization
  if (!(await isCalled(store, poll, { organizationId, relation }))) throw notFound('poll')
}

/** What somebody sees who opens their link. */
export const readPollByLink = async ({ store }: Deps, guest: PollGuest) => {
  const found = await pollWithAnswer(store, guest.pollId, guest.contact.id)
  await requireStanding(store, found.poll, guest)
  return found
}

const count = (answers: PollAnswer['answers'], which: SlotAnswer) =>
  String(Object.values(answers).filter((each) => each === which).length)

const receiptOf = (deps: Deps, { contact, organization }: PollGuest, poll: Poll, after: PollAnswer) =>
  receipt(deps, {
    subject: poll.id,
    organizationId: organization.id,
    contact,
    matter: poll.title,
    answer: ({ t }) =>
      hasAnswered(after)
        ? t('poll.said', {
            yes: count(after.answers, 'yes'),
            maybe: count(after.answers, 'if-need-be'),
            no: count(after.answers, 'no'),
          })
        : t('page.undone'),
  })

/** Answers by a mailed link, which needs no account. */
export const answerPollByLink = (deps: Deps, guest: PollGuest, said: Answering['said']) =>
  recordPollAnswer(deps, guest.actor, {
    pollId: guest.pollId,
    contactId: guest.contact.id,
    organizationId: guest.organization.id,
    by: 'link',
    said,
    admit: (poll) => requireStanding(deps.store, poll, guest),
    also: (poll, after) => receiptOf(deps, guest, poll, after),
  })
