import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Token } from '../../shell/fields.tsx'
import type { Filled } from '../../shell/form.ts'

export interface Steps {
  readonly c: Context<Env>
  readonly alert: Alert
  readonly form: Filled
  readonly reader: Reader
  /** Whether this is the page on which one watches it go out. */
  readonly watching?: boolean
}

interface Step extends Pick<Steps, 'c' | 'alert'> {
  readonly path: string
  readonly children: Child
}

/** A step as a form of its own: it names the version that was looked at. */
export const Step = ({ c, alert, path, children }: Step) => (
  <form method="post" action={`/console/alerts/${alert.id}/${path}`}>
    <Token c={c} />
    <input type="hidden" name="version" value={String(alert.version)} />
    {children}
  </form>
)

/** Whether the reader is one of some contacts. */
export const isAmong = ({ c }: Pick<Steps, 'c'>, contactIds: readonly (string | undefined)[]) =>
  c.var.actor.kind === 'person' && contactIds.includes(c.var.actor.contactId)

export const Halt = ({ c, alert, reader: { words } }: Steps) => (
  <Step c={c} alert={alert} path="halt">
    <button type="submit" class="grave">
      {words.t('console.halt')}
    </button>
  </Step>
)
