import { noSuchAccused, notJudgedYet } from './errors.ts'
import type { Case } from './schema.ts'

/** Refuses a conviction or an acquittal that no court has spoken, and a warrant against nobody. */
export const refuseUnfit = ({ judged, accused, warrants }: Case) => {
  const early = accused.findIndex(({ outcome }) => outcome && outcome !== 'discontinued' && !judged)
  if (early >= 0) throw notJudgedYet(early)
  const astray = warrants.findIndex(({ against }) => !accused.some(({ number }) => number === against))
  if (astray >= 0) throw noSuchAccused(astray)
}
