import { previewMail, previewPublic } from '../../../../../../shared/alerts/preview/mail.ts'
import type { Previewed } from '../../../../../../shared/alerts/preview/read.ts'
import { capOf } from '../../../../../../shared/alerts/publication/cap.ts'
import type { Deps } from '../../../../../../shared/deps.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { Whole } from '../../../layout.tsx'
import { pageOfAlert } from '../../../public/alerts.tsx'
import type { Asked } from './asking.ts'

export interface Seen {
  readonly deps: Pick<Deps, 'clock' | 'config'>
  readonly previewed: Previewed
  readonly asked: Asked
  readonly words: Phrases
}

const Mail = ({ deps, previewed, asked }: Seen) => {
  const { subject, text, language, direction } = previewMail(deps, previewed, asked)
  return (
    <section class="sheet" lang={language} dir={direction}>
      <h2 dir="auto">{subject}</h2>
      <p class="text">{text}</p>
    </section>
  )
}

/** The very document that the public would get, in a frame in which nothing runs and nothing leads anywhere. */
const documentOf = ({ deps: { clock, config }, asked }: Seen, shown: Parameters<typeof pageOfAlert>[0]) => {
  const reading = { config, now: clock.now(), languages: [asked.language] }
  const { head, body } = pageOfAlert(shown, reading)
  const whole = (
    <Whole {...head} alliance={config.alliance}>
      {body}
    </Whole>
  )
  return `<!DOCTYPE html>${whole.toString()}`
}

/** What everybody would get; of what only some may read there is no page and no message for machines. */
const Public = (seen: Seen) => {
  const { deps, previewed, asked, words } = seen
  const shown = previewPublic(deps, previewed)
  if (!shown) return <p class="notice">{words.t('console.preview.not-public')}</p>
  if (asked.view === 'cap')
    return (
      <p class="sheet text small" lang="en" dir="ltr">
        {capOf(shown, deps.config)}
      </p>
    )
  return (
    <iframe
      class="sheet"
      sandbox=""
      title={words.t('console.preview.page')}
      srcdoc={documentOf(seen, shown)}
    />
  )
}

/** One of the things that come of an alert, as its reader would have it. */
export const Seen = (seen: Seen) => (seen.asked.view === 'mail' ? <Mail {...seen} /> : <Public {...seen} />)
