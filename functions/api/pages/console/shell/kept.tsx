import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { Token } from './fields.tsx'
import type { Typed } from './form.ts'
import { codeField, nextCodeField, passkeyField } from './prove.ts'

/** What was typed, kept in the page itself until it can be sent. */
interface Kept {
  readonly c: Context<Env>
  readonly typed: Typed
  readonly words: Phrases
  /** What has to be filled in or done first. */
  readonly children: Child
}

export const Kept = ({ c, typed, words: { t }, children }: Kept) => (
  <form method="post" action={c.req.path}>
    {Object.entries(typed)
      .filter(([name]) => !['token', codeField, nextCodeField, passkeyField].includes(name))
      .flatMap(([name, values]) => values.map((value) => <input type="hidden" name={name} value={value} />))}
    <Token c={c} />
    {children}
    <p class="acts">
      <button type="submit">{t('console.send-again')}</button>
    </p>
  </form>
)
