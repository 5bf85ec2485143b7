import type { Deps } from '../../deps.ts'
import type { Action } from '../../storage/store.ts'
import { releasePasskey } from './passkeys/owners.ts'
import { deleteFactors, findFactors } from './repository.ts'

/** The writes by which whatever somebody registered goes, with the last grant that asked for it. */
export const forgetFactors = async (deps: Pick<Deps, 'store'>, contactId: string): Promise<Action[]> => {
  const before = await findFactors(deps.store, contactId)
  return before ? [deleteFactors(before), ...before.passkeys.map(releasePasskey)] : []
}
