import type { Context } from 'hono'
import { readForPreview } from '../../../../../../shared/alerts/preview/read.ts'
import type { Env } from '../../../../http/env.ts'
import { consolePage } from '../../shell/frame.tsx'
import { Filters } from '../../shell/parts.tsx'
import { idIn } from '../../shell/path.ts'
import { readerOf } from '../../shell/session.ts'
import { headlineOf } from '../line.tsx'
import { askedIn } from './asking.ts'
import { Controls } from './controls.tsx'
import { Seen } from './seen.tsx'

/** What a reader of some language gets, and what machines do, before anything goes out. */
export const previewPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const [reader, previewed] = await Promise.all([readerOf(c), readForPreview(deps, actor, idIn(c, 'alert'))])
  const { words } = reader
  const { t } = words
  const asked = askedIn(c.req.queries(), words.language)
  const { headline, language } = headlineOf(previewed.alert, reader)
  return consolePage(
    c,
    { title: t('console.preview'), here: '/console/alerts', frames: true },
    <>
      <p>
        <a href={`/console/alerts/${previewed.alert.id}`} lang={language} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('console.preview')}</h1>
      <Filters words={words}>
        <Controls asked={asked} words={words} />
      </Filters>
      <Seen deps={deps} previewed={previewed} asked={asked} words={words} />
    </>,
  )
}
