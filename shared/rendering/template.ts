import type * as z from 'zod'
import type { Recipient } from './recipient.ts'

/** Who the mails come from. */
export interface Brand {
  readonly alliance: string
  /** What links begin with, without a slash at the end. */
  readonly publicUrl: string
  readonly mailDomain: string
  readonly from: string
  /** The address that discreet contacts see, when it is another. */
  readonly discreetFrom?: string | undefined
}

/** What tells one wording of a notification from another; equal variants read the same but for their slots. */
export type Variant = Readonly<Record<string, string | number | boolean>>

/** One wording, complete but for its slots. */
export interface Composed {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** The sender's display name; none hides who it is. */
  readonly fromName: string
  readonly discreet: boolean
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly body: string }
}

/** One kind of mail. */
export interface Template<C, V extends Variant> {
  readonly kind: string
  readonly content: z.ZodType<C>
  /** Bulk mail carries List-Id and one-click unsubscription. */
  readonly bulk: boolean
  variantOf(content: C, recipient: Recipient): V
  compose(content: C, variant: V, brand: Brand): Composed
}

export const defineMail = <C, V extends Variant>(template: Template<C, V>) => template
