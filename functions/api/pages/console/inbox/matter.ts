import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type * as z from 'zod'
import type { Actor } from '../../../../../shared/access/actor.ts'
import type { Deps } from '../../../../../shared/deps.ts'
import type { Named } from '../../../../../shared/replies/change.ts'
import type { toldInput } from '../../../../../shared/replies/told.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import type { Option } from '../shell/fields.tsx'
import type { Filled, Typed } from '../shell/form.ts'

export interface Answering {
  readonly form: Filled
  readonly reader: Reader
}

/** Something that was asked of organizations, and the fields of what one of them says to it. */
export interface Matter {
  readonly title: string
  /** The fields of an answer; `relation`, where it is known whose, leaves out what such an organization cannot say. */
  readonly Fields: (answering: Answering & { relation?: 'member' | 'authority' | undefined }) => Child
}

/** What somebody said by another way than mail, and whose answer that is. */
export interface Word {
  readonly id: string
  readonly whose: string
  readonly told: z.output<typeof toldInput>
}

/** One kind of such things: shown with its fields, and what was typed into them taken down. */
export interface MatterKind {
  readonly open: (c: Context<Env>, id: string) => Promise<Matter>
  /** Whom it was asked of, each with what an answer names it by. */
  readonly asked: (c: Context<Env>, id: string) => Promise<readonly Option[]>
  /** Takes down what a held mail says. */
  readonly byMail: (deps: Deps, actor: Actor, named: Named, typed: Typed) => Promise<unknown>
  /** Takes down what somebody said. */
  readonly byWord: (deps: Deps, actor: Actor, word: Word, typed: Typed) => Promise<unknown>
}
