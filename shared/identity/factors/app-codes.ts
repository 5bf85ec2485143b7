import type { Person } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import type { Action } from '../../storage/store.ts'
import { nextCodeNeeded, noFactor, wrongFactor } from '../errors.ts'
import { isUsedUp, limits, uncounted, within } from '../limit.ts'
import { tellOfGuessing } from './guessing.ts'
import { type Factors, putFactors } from './repository.ts'
import { sealedAnew, stepOf } from './totp.ts'

/** Whether so many wrong codes were given for somebody that one alone does not count. */
export const isGuessedAt = (deps: Deps, { contactId }: Pick<Person, 'contactId'>) =>
  isUsedUp(deps, limits.wrongAppCodes, contactId)

/**
 * How codes of the app are looked at, the try counted before. A few wrong ones a week are a person's; after that a
 * code counts only with the next one of the app: so nobody is locked out by who guesses, and nobody guesses both.
 */
export const codesUse = async (deps: Deps, holder: Person, codes: readonly string[]) => {
  const { contactId } = holder
  const isAlone = codes.length === 1
  if (isAlone && !(await within(deps, limits.wrongAppCodes, contactId))) {
    await tellOfGuessing(deps, holder)
    throw nextCodeNeeded()
  }
  const takeBack = isAlone ? [uncounted(deps, limits.wrongAppCodes, contactId)] : []
  return async (before: Factors): Promise<Action[]> => {
    const { totp } = before
    if (!totp) throw noFactor()
    const step = stepOf(deps, before, { sealed: totp.secret, codes })
    if (step === undefined) {
      if (await isGuessedAt(deps, holder)) await tellOfGuessing(deps, holder)
      throw wrongFactor('code')
    }
    // A code that was right before is no guess, but counts no second time.
    if (step <= totp.lastStep) {
      await deps.store.transact(takeBack)
      throw wrongFactor('code')
    }
    const secret = sealedAnew(deps, before, totp.secret)
    const used = { ...totp, secret, lastStep: step + codes.length - 1 }
    return [putFactors(before, { totp: used }), ...takeBack]
  }
}
