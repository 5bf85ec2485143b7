import type { Context } from 'hono'
import * as z from 'zod'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { parts, retention } from '../../../../../shared/retention/schema.ts'
import type { Settings } from '../../../../../shared/settings/schema.ts'
import type { Env } from '../../../http/env.ts'
import { Line, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, givenIn, parsed, type Typed } from '../shell/form.ts'

const nameOf = (part: string) => `retention.${part}`

const typedOf = (kept: Settings['retention']): Typed =>
  Object.fromEntries(parts.map((part) => [nameOf(part), [String(kept[part] ?? '')]]))

interface Shown {
  readonly c: Context<Env>
  readonly settings: Settings
  readonly form: Filled
  readonly words: Phrases
}

/** How long what names persons is kept; what is empty, for good. */
export const Retention = ({ c, settings, form, words }: Shown) => {
  const { t } = words
  const isTyped = parts.some((part) => form.typed[nameOf(part)] !== undefined)
  const shown = isTyped ? form : filledWith(typedOf(settings.retention))
  return (
    <form class="sheet" method="post" action="/console/settings/retention">
      <Token c={c} />
      <input type="hidden" name="version" value={String(settings.version)} />
      <h2>{t('console.retention')}</h2>
      <p class="hint">{t('console.retention.hint')}</p>
      <div class="grid">
        {parts.map((part) => (
          <Line
            form={shown}
            words={words}
            name={nameOf(part)}
            type="number"
            label={t(`console.retention.${part}`)}
            required={part === 'audit'}
          />
        ))}
      </div>
      {mayOnceProved(c.var.actor, 'settings.change') && (
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      )}
    </form>
  )
}

const daysIn = (typed: Typed, name: string) => {
  const days = givenIn(typed, name)
  return days === undefined ? null : Number(days)
}

/** The whole section: what is not named in it would go back to its default. */
export const retentionIn = (typed: Typed) =>
  parsed(z.object({ retention }), {
    retention: Object.fromEntries(parts.map((part) => [part, daysIn(typed, nameOf(part))])),
  })
