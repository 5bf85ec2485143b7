import type { Context } from 'hono'
import type { SeenSituation } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { levelOptions } from '../shell/choices.ts'
import { Boxes, Line, Once, Paragraphs, Token } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'

interface Forms {
  readonly c: Context<Env>
  readonly situation: SeenSituation
  readonly form: Filled
  readonly reader: Reader
}

export const LevelForm = ({ c, situation, form, reader: { words } }: Forms) => (
  <details open={form.typed['level'] !== undefined}>
    <summary>{words.t('console.set-level')}</summary>
    <form method="post" action={`/console/situations/${situation.id}/level`}>
      <Token c={c} />
      <Boxes
        one
        form={form}
        words={words}
        name="level"
        label={words.t('alert.level')}
        options={levelOptions(words)}
      />
      <Paragraphs
        form={form}
        words={words}
        name="reason"
        label={words.t('meeting.reason')}
        rows={3}
        required
      />
      <p class="acts">
        <button type="submit">{words.t('console.save')}</button>
      </p>
    </form>
  </details>
)

export const IndicatorForm = ({ c, situation, form, reader: { words } }: Forms) => {
  const field = { form, words }
  const { t } = words
  return (
    <details open={form.typed['date'] !== undefined}>
      <summary>{t('console.add-indicator')}</summary>
      <form method="post" action={`/console/situations/${situation.id}/indicators`}>
        <Token c={c} />
        <Once form={form} />
        <Line {...field} name="date" type="date" label={t('console.when')} required />
        <Paragraphs
          {...field}
          name="text"
          label={t('alert.description')}
          rows={3}
          maxlength={5000}
          required
        />
        <Line
          {...field}
          name="sourceUrl"
          type="url"
          label={`${t('console.source')} (${t('page.optional')})`}
        />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </details>
  )
}
