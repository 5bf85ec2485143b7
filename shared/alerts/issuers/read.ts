import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getAlert } from '../repository.ts'
import { findConsents } from './repository.ts'
import { askableFor, consentDigest } from './who.ts'

/** Who has to consent to the revision as it stands, and what each has said to this very text. */
export const readConsents = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const alert = await getAlert(deps.store, id)
  const { organizations } = await askableFor(deps, alert.content)
  const ids = organizations.map((each) => each.id)
  const said = await findConsents(deps.store, id, ids)
  const digest = consentDigest(alert)
  const items = ids.map((organizationId) => {
    const consent = said.get(organizationId)
    const holds = consent?.digest === digest
    return {
      organizationId,
      isAsked: consent !== undefined && holds,
      ...(holds && consent.answer && { answer: consent.answer, at: consent.at, by: consent.by }),
    }
  })
  return { digest, items }
}
