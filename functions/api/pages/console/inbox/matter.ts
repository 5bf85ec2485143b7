import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type * as z from 'zod'
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

/** Something that was asked of organizations, and how a coordinator takes down what one of them says to it. */
export interface Matter {
  readonly title: string
  /** The page of what was asked. */
  readonly place: string
  /** The fields of an answer; `relation`, where it is known whose, leaves out what such an organization cannot say. */
  readonly Fields: (answering: Answering & { relation?: 'member' | 'authority' | undefined }) => Child
  /** Takes down what a held mail says. */
  readonly byMail: (named: Named, typed: Typed) => Promise<unknown>
  /** Takes down what somebody said in another way. */
  readonly byWord: (whose: string, typed: Typed, told: z.output<typeof toldInput>) => Promise<unknown>
}

export interface MatterKind {
  readonly open: (c: Context<Env>, id: string) => Promise<Matter>
  /** Whom it was asked of, each with what an answer names it by. */
  readonly asked: (c: Context<Env>, id: string) => Promise<readonly Option[]>
}
