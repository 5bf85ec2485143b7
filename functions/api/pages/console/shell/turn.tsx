import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import { Token } from './fields.tsx'

interface Turn {
  readonly c: Context<Env>
  readonly action: string
  /** What the button says. */
  readonly words: string
  readonly look?: 'quiet' | 'grave'
  /** What goes along unseen. */
  readonly carries?: Readonly<Record<string, string | number>>
  /** What has to be said or filled in before it. */
  readonly children?: Child
}

/** A form of one button. */
export const Turn = ({ c, action, words, look, carries = {}, children }: Turn) => (
  <form method="post" action={action}>
    <Token c={c} />
    {Object.entries(carries).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    {children}
    <button type="submit" class={look}>
      {words}
    </button>
  </form>
)

/** The same for what is not done lightly: it is opened first, and says before its button what follows. */
export const Grave = ({
  follows,
  open = false,
  children,
  ...turn
}: Turn & { follows?: string; open?: boolean }) => (
  <details open={open}>
    <summary>{turn.words}</summary>
    <Turn look="grave" {...turn}>
      {follows && <p>{follows}</p>}
      {children}
    </Turn>
  </details>
)
