import { invalid } from '../../errors.ts'
import type { AlertChange } from '../content.ts'
import type { Alert } from '../schema.ts'
import { refuseUnspoken } from '../wordings.ts'

type Content = Alert['content']

/** What a change may say of content: `null` takes away a field that need not be there. */
export type ContentChange = Partial<Content> | (AlertChange & Partial<Pick<Content, 'messageType'>>)

const publicIsClear = () =>
  invalid('marks a restricted alert; one for the public is TLP:CLEAR by itself', '#/handling')

const nothingToCorrect = () => invalid('corrects a revision before, and there is none', '#/correction')

const nothingChanged = (at: number) =>
  invalid('tells of a change since a revision before, and there is none', `#/texts/${at}/changes`)

/** A first revision corrects nothing, and has changed since nothing. */
const refuseComparing = ({ messageType, correction, texts }: Content) => {
  if (messageType !== 'update' && correction) throw nothingToCorrect()
  const at = texts.findIndex(({ changes }) => changes !== undefined)
  if (messageType === 'alert' && at >= 0) throw nothingChanged(at)
}

/** What the next revision begins with: the last without what it said of the one before it. */
export const withoutComparing = ({ correction: _, ...content }: Content): Content => ({
  ...content,
  texts: content.texts.map(({ changes, ...text }) => text),
})

/** What is for everybody's eyes carries no marking that says otherwise. */
const refuseUnfitMarking = ({ scope, handling }: Pick<Content, 'scope' | 'handling'>) => {
  if (scope === 'public' && handling !== undefined) throw publicIsClear()
}

/** What no field can tell by itself. */
export const refuseUnfit = (content: Content) => {
  refuseUnfitMarking(content)
  refuseComparing(content)
  refuseUnspoken(content)
}

export const merged = (content: Content, change: ContentChange): Content => {
  const fields = Object.entries({ ...content, ...change }).filter(([, value]) => value !== null)
  const after = Object.fromEntries(fields) as Content
  refuseUnfit(after)
  return after
}
