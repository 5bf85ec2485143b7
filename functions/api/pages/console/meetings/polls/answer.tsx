import type { Context } from 'hono'
import { forbidden, may } from '../../../../../../shared/access/permit.ts'
import { answerPollFor } from '../../../../../../shared/meetings/polls/answer.ts'
import {
  type PollAnswer,
  pollAnswerInput,
  slotAnswers,
} from '../../../../../../shared/meetings/polls/answers.ts'
import type { Poll } from '../../../../../../shared/meetings/polls/schema.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { formatForReader } from '../../../../../../shared/rendering/time.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { CommentAndSend } from '../../shell/comment.tsx'
import { Boxes, Token } from '../../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, type Typed, valueIn } from '../../shell/form.ts'
import { idIn } from '../../shell/path.ts'
import { posted } from '../../shell/post.ts'
import { showPoll } from './page.tsx'

interface Answering {
  readonly c: Context<Env>
  readonly poll: Poll
  readonly answer: PollAnswer | undefined
  readonly form: Filled
  readonly reader: Reader
}

const prefix = 'answers.'

const typedOf = ({ answers, comment = '' }: Pick<PollAnswer, 'answers' | 'comment'>): Typed => ({
  ...Object.fromEntries(Object.entries(answers).map(([slotId, said]) => [`${prefix}${slotId}`, [said]])),
  comment: [comment],
})

/** Each of the times, by the reader's clock, with what can be said to it. */
export const SlotFields = ({
  poll,
  timeZone,
  ...field
}: {
  poll: Poll
  timeZone: string
  form: Filled
  words: Phrases
}) => {
  const { t, language } = field.words
  return (
    <>
      {poll.slots.map(({ id, startsAtUtc }) => (
        <Boxes
          {...field}
          one
          name={`${prefix}${id}`}
          label={formatForReader(startsAtUtc, timeZone, language)}
          options={slotAnswers.map((value) => ({ value, label: t(`poll.${value}`) }))}
        />
      ))}
    </>
  )
}

/** What the reader's own contact says to each time, by their own clock. */
export const OwnPollAnswer = ({
  c,
  poll,
  answer,
  form,
  reader: { words, contact, organization },
}: Answering) => {
  if (!contact || !may(c.var.actor, 'meeting.answer', { organizationId: organization?.id })) return null
  const { t } = words
  const isTyped = Object.keys(form.typed).some((name) => name.startsWith(prefix))
  const field = { form: isTyped || !answer ? form : filledWith(typedOf(answer)), words }
  return (
    <section class="sheet">
      <h2>{t('poll.title')}</h2>
      <p class="hint">{t('poll.ask')}</p>
      <form method="post" action={`/console/polls/${poll.id}/answer`}>
        <Token c={c} />
        <SlotFields {...field} poll={poll} timeZone={contact.timeZone} />
        <CommentAndSend {...field} />
      </form>
    </section>
  )
}

/** What was typed as an answer, not yet held to its schema. */
export const pollAnswerIn = (typed: Typed) => ({
  answers: Object.fromEntries(
    Object.keys(typed)
      .filter((name) => name.startsWith(prefix))
      .map((name) => [name.slice(prefix.length), valueIn(typed, name)]),
  ),
  ...filled({ comment: givenIn(typed, 'comment') }),
})

export const pollAnswerFromForm = posted((c) => ({
  act: async (typed) => {
    const { actor, deps } = c.var
    if (actor.kind !== 'person') throw forbidden()
    const pollId = idIn(c, 'poll')
    const said = parsed(pollAnswerInput, pollAnswerIn(typed))
    await answerPollFor(deps, actor, { pollId, contactId: actor.contactId, said })
    return `/console/polls/${pollId}?done=answered`
  },
  again: (form, status) => showPoll(c, form, status),
}))
