import { createHash, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { asIssued } from '../issued.ts'
import { findReference, type Referenced } from '../reference.ts'
import { getAlert } from '../repository.ts'
import { holds, standingOf } from './read.ts'

export interface Claim {
  readonly reference: string
  readonly digest: string
}

export type Verdict = 'current' | 'corrected' | 'retracted' | 'ended' | 'unknown'

const hash = (text: string) => createHash('sha256').update(text).digest()

const matches = (found: Referenced | undefined, { digest }: Claim) =>
  timingSafeEqual(hash(found?.digest ?? ''), hash(digest)) && found !== undefined

/** Letters as people take them down on the phone; a reference that cannot be one is looked for nowhere. */
const asWritten = (reference: string) => {
  const written = reference.toUpperCase().replace(/[^0-9A-Z-]/g, '')
  return /^TOC-\d{4}-[0-9A-Z]{5,16}-\d{1,4}$/.test(written) ? written : undefined
}

/**
 * Whether an alert is genuine and how it stands, for who has both its reference and its digest; of restricted
 * alerts too, and nothing more of any.
 */
export const verify = async (deps: Deps, claim: Claim): Promise<{ verdict: Verdict; exercise: boolean }> => {
  const reference = asWritten(claim.reference)
  const found = reference ? await findReference(deps.store, reference) : undefined
  if (!matches(found, { ...claim, digest: claim.digest.trim() }))
    return { verdict: 'unknown', exercise: false }
  const issued = (await asIssued(deps.store, await getAlert(deps.store, found!.alertId)))!
  const { exercise } = issued.content
  const standing = standingOf(issued, deps.clock.now())
  if (standing === 'retracted') return { verdict: 'retracted', exercise }
  if (!holds(standing)) return { verdict: 'ended', exercise }
  return { verdict: found!.revision === issued.revision ? 'current' : 'corrected', exercise }
}
