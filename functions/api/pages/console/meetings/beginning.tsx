import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import type { Coalition } from '../../../../../shared/coalitions/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { Choice, Line, Paragraphs } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, type Typed, valueIn } from '../shell/form.ts'
import { readerOf } from '../shell/session.ts'
import { locationIn } from './where.tsx'

/** The form of a meeting, or of times for one, as somebody first sees it. */
export const begunMeeting = async (c: Context<Env>): Promise<Filled> => {
  const { timeZone } = await readerOf(c)
  return filledWith({
    once: [randomUUID()],
    coalitionId: [c.req.query('coalition') ?? ''],
    timeZone: [timeZone],
    durationMinutes: ['60'],
    'location.kind': ['online'],
  })
}

/** With whom one can meet, beside the whole alliance. */
export const coalitionsToMeet = async ({ var: { deps, actor } }: Context<Env>) => {
  const { items } = await listCoalitions(deps, actor, { page: { limit: 50 } })
  return items.filter(({ status }) => status === 'active')
}

/** About what. */
export const Subject = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Line {...field} name="title" label={t('console.title')} maxlength={200} required />
      <Paragraphs {...field} name="agenda" label={t('meeting.agenda')} rows={5} maxlength={5000} />
    </>
  )
}

interface About {
  readonly form: Filled
  readonly words: Phrases
  readonly coalitions: readonly Pick<Coalition, 'id' | 'name'>[]
}

/** With whom, and about what. */
export const About = ({ coalitions, ...field }: About) => {
  const { t } = field.words
  return (
    <>
      <Choice
        {...field}
        name="coalitionId"
        label={t('meeting.coalition')}
        options={coalitions.map(({ id, name }) => ({ value: id, label: name }))}
        none={t('console.whole-alliance')}
      />
      <Subject {...field} />
    </>
  )
}

/** On whose clock, and for how long. */
export const Clock = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Line {...field} name="timeZone" label={t('console.time-zone')} required />
      <Line {...field} name="durationMinutes" type="number" label={t('console.minutes')} required />
    </>
  )
}

/** What these fields say, as the API's body would. */
export const aboutIn = (typed: Typed) => ({
  title: valueIn(typed, 'title'),
  agenda: valueIn(typed, 'agenda'),
  timeZone: valueIn(typed, 'timeZone').trim(),
  durationMinutes: Number(valueIn(typed, 'durationMinutes')),
  location: locationIn(typed),
  ...filled({ coalitionId: givenIn(typed, 'coalitionId') }),
})
