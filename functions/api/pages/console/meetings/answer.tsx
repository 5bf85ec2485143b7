import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import { answerFor } from '../../../../../shared/meetings/answers/answer-for.ts'
import { rsvpAnswers, rsvpInput } from '../../../../../shared/meetings/answers/rsvp.ts'
import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { CommentAndSend } from '../shell/comment.tsx'
import { Boxes, Line, Token } from '../shell/fields.tsx'
import { type Filled, filled, givenIn, parsed, type Typed, valueIn } from '../shell/form.ts'
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

/** What the reader's own contact answers. */
export const OwnAnswer = ({ c, meeting, form, reader: { words, contact, organization } }: Answering) => {
  const { actor } = c.var
  if (!contact || !may(actor, 'meeting.answer', { organizationId: organization?.id })) return null
  return (
    <section class="sheet">
      <h2>{words.t('rsvp.title')}</h2>
      <form method="post" action={`/console/meetings/${meeting.id}/answer`}>
        <Token c={c} />
        <RsvpFields meeting={meeting} form={form} words={words} />
        <CommentAndSend form={form} words={words} />
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
