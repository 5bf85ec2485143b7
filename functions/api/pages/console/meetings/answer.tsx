import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import { answerFor } from '../../../../../shared/meetings/answers/answer-for.ts'
import { type Rsvp, rsvpAnswers, rsvpInput } from '../../../../../shared/meetings/answers/rsvp.ts'
import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { CommentAndSend, isAnswer } from '../shell/comment.tsx'
import { Boxes, Line, Token } from '../shell/fields.tsx'
import {
  asTyped,
  type Filled,
  filled,
  filledWith,
  givenIn,
  parsed,
  type Typed,
  valueIn,
} from '../shell/form.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { showMeeting } from './page.tsx'

interface Answering {
  readonly c: Context<Env>
  readonly meeting: Meeting
  readonly form: Filled
  readonly reader: Reader
}

/** Answers in a word, for boards. */
export const answerWords = {
  accepted: 'console.yes',
  tentative: 'console.maybe',
  declined: 'console.no',
} as const

const ways = ['in-person', 'online'] as const

/** The fields of an answer to a meeting, without the comment. */
export const RsvpFields = ({
  meeting,
  form,
  words,
}: Pick<Answering, 'meeting' | 'form'> & { words: Phrases }) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Boxes
        {...field}
        one
        name="answer"
        label={t('rsvp.question')}
        options={rsvpAnswers.map((value) => ({ value, label: t(`rsvp.${value}`) }))}
      />
      {meeting.location.kind === 'hybrid' && (
        <Boxes
          {...field}
          one
          name="attending"
          label={t('rsvp.attending')}
          options={ways.map((value) => ({ value, label: t(`rsvp.attending.${value}`) }))}
        />
      )}
      <Line {...field} name="delegates" type="number" label={t('rsvp.delegates')} />
    </>
  )
}

/** An answer as its form would have been filled in. */
const typedOf = ({ answer, comment, attending, delegates }: Rsvp) =>
  asTyped({ answer, comment, attending, delegates: String(delegates) })

interface Own extends Answering {
  /** What was said before. */
  readonly rsvp: Rsvp | undefined
}

/** What the reader's own contact answers, beginning with what they said before. */
export const OwnAnswer = ({ c, meeting, rsvp, form, reader: { words, contact, organization } }: Own) => {
  if (!contact || !may(c.var.actor, 'meeting.answer', { organizationId: organization?.id })) return null
  const { t } = words
  const field = { form: isAnswer(form) || !rsvp?.answer ? form : filledWith(typedOf(rsvp)), words }
  return (
    <section class="sheet">
      <h2>{t('rsvp.title')}</h2>
      {rsvp?.answer && <p>{t('page.current-answer', { answer: t(`rsvp.${rsvp.answer}`) })}</p>}
      <form method="post" action={`/console/meetings/${meeting.id}/answer`}>
        <Token c={c} />
        <RsvpFields {...field} meeting={meeting} />
        <CommentAndSend {...field} />
      </form>
    </section>
  )
}

/** What was typed as an answer, not yet held to its schema. */
export const rsvpIn = (typed: Typed) => {
  const delegates = givenIn(typed, 'delegates')
  return {
    answer: valueIn(typed, 'answer'),
    ...filled({
      comment: givenIn(typed, 'comment'),
      attending: givenIn(typed, 'attending'),
      delegates: delegates && Number(delegates),
    }),
  }
}

export const answerFromForm = posted((c) => ({
  act: async (typed) => {
    const { actor, deps } = c.var
    if (actor.kind !== 'person') throw forbidden()
    const meetingId = idIn(c, 'meeting')
    const said = parsed(rsvpInput, rsvpIn(typed))
    await answerFor(deps, actor, { meetingId, contactId: actor.contactId, said })
    return `/console/meetings/${meetingId}?done=answered`
  },
  again: (form, status) => showMeeting(c, form, status),
}))
