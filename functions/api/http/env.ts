import type { Actor } from '../../../shared/access/actor.ts'
import type { Deps } from '../../../shared/deps.ts'
import type { Held } from '../../../shared/identity/sessions.ts'
import type { Reader } from './reader.ts'

/** What a request carries along. */
export interface Env {
  Variables: {
    deps: Deps
    actor: Actor
    requestId: string
    /** How the actor came in; a cookie needs proof that the request is of our own pages. */
    by: 'nothing' | 'cookie' | 'token'
    /** What the actor came in with, where they came in. */
    credential?: Held
    /** Of the reader of a page, once we know who that is. */
    languages?: readonly string[]
    /** Who looks at a page of the console, while that is still being read. */
    reader?: Promise<Reader>
    /** What a form said that was sent to the console: whatever goes wrong, it is not lost. */
    typed?: Readonly<Record<string, readonly string[]>>
  }
}
