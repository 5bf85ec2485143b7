import type { Accused, Case } from './schema.ts'

export const standings = ['alleged', 'convicted', 'acquitted', 'discontinued'] as const
export type Standing = (typeof standings)[number]

/** How an accused stands: alleged, whatever is said of them, until a court has judged them. */
export const standingOf = ({ judged }: Pick<Case, 'judged'>, { outcome }: Accused): Standing => {
  if (outcome === 'discontinued') return outcome
  return judged && outcome ? outcome : 'alleged'
}

/** A case as any reader gets it: no accused without how they stand, no charge of an unjudged case without `alleged`. */
export const asShown = (found: Case) => ({
  ...found,
  alleged: !found.judged,
  accused: found.accused.map((each) => ({ ...each, standing: standingOf(found, each) })),
})
