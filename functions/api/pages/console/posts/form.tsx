import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Choice, Faults, Line, type Option, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, valuesOf } from '../shell/form.ts'
import { InLanguage } from '../shell/in-language.tsx'
import { countOf } from '../shell/rows.ts'
import { withChosen } from '../shell/several.tsx'
import { About, Options } from './about.tsx'
import { CampaignOf } from './campaign.tsx'

interface PostForm {
  readonly c: Context<Env>
  readonly form: Filled
  readonly reader: Reader
  readonly action: string
  readonly situations: readonly Option[]
  readonly coalitions: readonly Option[]
  readonly campaigns: readonly Option[]
  /** Published posts stay with whom they are for. */
  readonly isOut: boolean
  readonly beginning: Child
  readonly end?: Child
}

type Part = Pick<PostForm, 'form' | 'reader'>

const Text = ({ form, reader: { words }, at }: Part & { at: number }) => {
  const { t } = words
  const field = { form, words }
  return (
    <InLanguage
      {...field}
      at={at}
      fields={(name, lang) => (
        <>
          <Line {...field} name={name('title')} label={t('console.title')} maxlength={200} />
          <Paragraphs
            {...field}
            {...{ lang, rows: 12, maxlength: 30_000 }}
            name={name('body')}
            label={t('console.post.body')}
          />
        </>
      )}
    />
  )
}

const Sources = ({ form, reader: { words } }: Part) => (
  <fieldset>
    <legend>{words.t('post.sources')}</legend>
    {Array.from({ length: countOf(form.typed, 'sources') + 2 }, (_, at) => (
      <div class="grid">
        <Line
          form={form}
          words={words}
          name={`sources.${at}.title`}
          label={words.t('console.source')}
          maxlength={200}
        />
        <Line
          form={form}
          words={words}
          name={`sources.${at}.url`}
          type="url"
          label={words.t('console.web')}
        />
        <Line
          form={form}
          words={words}
          name={`sources.${at}.date`}
          type="date"
          label={words.t('console.when')}
        />
      </div>
    ))}
  </fieldset>
)

const Event = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('console.post.event')}</legend>
      <Faults {...field} name="event" />
      <div class="grid">
        <Line {...field} name="event.startsAt" type="datetime-local" label={t('meeting.when')} />
        <Line {...field} name="event.timeZone" label={t('console.time-zone')} />
        <Line {...field} name="event.durationMinutes" type="number" label={t('console.minutes')} />
        <Line {...field} name="event.location" label={t('meeting.where')} maxlength={300} />
        <Line {...field} name="event.url" type="url" label={t('console.web')} />
      </div>
    </fieldset>
  )
}

const Audience = ({ form, reader: { words }, coalitions }: Part & Pick<PostForm, 'coalitions'>) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Boxes
        {...field}
        one
        name="audience.to"
        label={t('console.scope')}
        options={(['members', 'coalition', 'public'] as const).map((value) => ({
          value,
          label: t(`console.post.to.${value}`),
        }))}
      />
      <Choice
        {...field}
        name="audience.coalitionId"
        label={t('meeting.coalition')}
        options={withChosen(coalitions, valuesOf(form.typed, 'audience.coalitionId'))}
        none="–"
      />
    </>
  )
}

/** A post as it is written and corrected. */
export const PostForm = ({
  c,
  form,
  reader,
  action,
  situations,
  coalitions,
  campaigns,
  isOut,
  beginning,
  end,
}: PostForm) => {
  const { words } = reader
  const { t } = words
  const field = { form, words }
  const texts = Math.max(2, countOf(form.typed, 'texts') + 1)
  return (
    <form class="sheet" method="post" action={action}>
      <Token c={c} />
      <Refusal {...field} />
      {beginning}
      <div class="side">
        {Array.from({ length: Math.min(texts, 30) }, (_, at) => (
          <Text form={form} reader={reader} at={at} />
        ))}
      </div>
      {!isOut && <Audience form={form} reader={reader} coalitions={coalitions} />}
      <CampaignOf form={form} words={words} campaigns={campaigns} />
      <About form={form} reader={reader} situations={situations} />
      <Options form={form} reader={reader} />
      <Event form={form} reader={reader} />
      <Sources form={form} reader={reader} />
      {end}
      <p class="acts">
        <button type="submit">{t('console.save')}</button>
      </p>
    </form>
  )
}
