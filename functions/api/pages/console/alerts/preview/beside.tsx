import type { Context } from 'hono'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import type { Typed } from '../../shell/form.ts'
import { SaidOld } from '../../shell/parts.tsx'
import { Audience } from '../audience.tsx'
import { Flags } from '../flags.tsx'
import { askedIn } from './asking.ts'
import { Controls } from './controls.tsx'
import { Seen } from './seen.tsx'
import type { PreviewTyped } from './typed.ts'

interface Part {
  readonly c: Context<Env>
  readonly reader: Reader
  /** Nothing where nothing is written yet. */
  readonly found: PreviewTyped | undefined
}

/** The part that is looked at anew while somebody writes. */
export const PreviewPart = ({ c, reader, found }: Part) => {
  const { words } = reader
  if (!found) return <p class="soft">{words.t('console.preview.empty')}</p>
  const { previewed, asked, isWhole } = found
  return (
    <>
      {!isWhole && <p class="notice">{words.t('console.preview.unfinished')}</p>}
      <Flags content={previewed.alert.content} words={words} />
      <Seen deps={c.var.deps} previewed={previewed} asked={asked} words={words} />
      {previewed.audience && <Audience preview={previewed.audience} reader={reader} />}
    </>
  )
}

interface Beside extends Part {
  /** The id of the form that is written in. */
  readonly of: string
  readonly action: string
  readonly typed: Typed
}

/** What readers would get, beside the form, or below it where there is no room; looked at anew by the button, or by the script. */
export const Beside = ({ of, action, typed, ...part }: Beside) => {
  const { words } = part.reader
  const { t } = words
  return (
    <aside class="preview" id="preview" aria-label={t('console.preview')}>
      <h2>{t('console.preview')}</h2>
      <div class="few">
        <Controls asked={part.found?.asked ?? askedIn(typed, words.language)} words={words} of={of} />
      </div>
      <p class="acts">
        <PreviewButton of={of} action={action} label={t('console.preview.again')} />
      </p>
      <SaidOld words={words} old="console.preview.old" />
      <div data-preview={of}>
        <PreviewPart {...part} />
      </div>
    </aside>
  )
}

/** The same page again with the preview as it is now; what is typed stays, and nothing is stored. */
export const PreviewButton = ({ of, action, label }: { of: string; action: string; label: string }) => (
  <button
    type="submit"
    class="quiet"
    form={of}
    name="more"
    value="preview"
    formaction={`${action}#preview`}
    formnovalidate
  >
    {label}
  </button>
)

/** The part alone, for the script. */
export const answerPart = async (part: Part) => {
  const { c } = part
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', "default-src 'none'")
  return c.html(
    <div data-preview="yes">
      <PreviewPart {...part} />
    </div>,
  )
}
