import { invalid } from '../../errors.ts'
import type { Alert, AlertChange } from '../schema.ts'

type Content = Alert['content']

/** What a change may say of content: `null` takes away a field that need not be there. */
export type ContentChange = Partial<Content> | (AlertChange & Partial<Pick<Content, 'messageType'>>)

const publicIsClear = () =>
  invalid('marks a restricted alert; one for the public is TLP:CLEAR by itself', '#/handling')

/** What is for everybody's eyes carries no marking that says otherwise. */
export const refuseUnfitMarking = ({ scope, handling }: Pick<Content, 'scope' | 'handling'>) => {
  if (scope === 'public' && handling !== undefined) throw publicIsClear()
}

export const merged = (content: Content, change: ContentChange): Content => {
  const fields = Object.entries({ ...content, ...change }).filter(([, value]) => value !== null)
  const after = Object.fromEntries(fields) as Content
  refuseUnfitMarking(after)
  return after
}
