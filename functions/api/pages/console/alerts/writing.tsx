import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { type Filled, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Head } from '../shell/frame.tsx'
import { formId } from './form/form.tsx'
import { Beside } from './preview/beside.tsx'
import type { PreviewTyped } from './preview/typed.ts'

/**
 * What a form of an alert is sent for, where it is not to be saved: the page again with the preview as it is now or
 * with room for another language, or the preview alone.
 */
export const moreIn = (typed: Typed): 'preview' | 'part' | 'text' | undefined => {
  const more = valueIn(typed, 'more')
  return more === 'preview' || more === 'part' || more === 'text' ? more : undefined
}

interface Writing {
  readonly action: string
  readonly form: Filled
  readonly reader: Reader
  readonly found: PreviewTyped | undefined
}

/** A page on which an alert is written, with what readers would get beside it. */
export const writingPage = (
  c: Context<Env>,
  head: Pick<Head, 'title' | 'status'>,
  { action, form, reader, found }: Writing,
  children: Child,
) =>
  consolePage(
    c,
    { ...head, here: '/console/alerts', live: true, wide: true, frames: true },
    <>
      <h1>{head.title}</h1>
      <div class="beside">
        <div>{children}</div>
        <Beside c={c} of={formId} action={action} typed={form.typed} reader={reader} found={found} />
      </div>
    </>,
  )
