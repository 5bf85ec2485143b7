import { flagsOf } from '../../../../../shared/alerts/desk/flags.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import { distinct } from '../../../../../shared/text.ts'

/** The language of the text, or of the wording, that a pointer names. */
const languageAt = ({ texts, wordings = [] }: Alert['content'], pointer: string) => {
  const [, list, at] = pointer.split('/')
  return (list === 'wordings' ? wordings : texts)[Number(at)]?.language ?? ''
}

/** What an author, and whoever approves, should look at once more; none of it stops an alert. */
export const Flags = ({ content, words }: { content: Alert['content']; words: Phrases }) => {
  const said = flagsOf(content).map(({ kind, pointer }) =>
    words.t(`console.flag.${kind}`, {
      language: languageName(languageAt(content, pointer), words.language),
    }),
  )
  return said.length === 0 ? null : (
    <ul class="notice">
      {distinct(said).map((each) => (
        <li>{each}</li>
      ))}
    </ul>
  )
}
