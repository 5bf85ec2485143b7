import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal, Token } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'

interface Sheet {
  readonly c: Context<Env>
  readonly form: Filled
  readonly reader: Reader
  readonly children: Child
}

/** A form that is a page: it goes to where it stands, and its button saves it. */
export const Sheet = ({ c, form, reader: { words }, children }: Sheet) => (
  <form class="sheet" method="post">
    <Token c={c} />
    <Refusal form={form} words={words} />
    {children}
    <p class="acts">
      <button type="submit">{words.t('console.save')}</button>
    </p>
  </form>
)
