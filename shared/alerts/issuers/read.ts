import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getAlert } from '../repository.ts'
import { everyConsent } from './repository.ts'
import { askableFor, consentDigest } from './who.ts'

/** Who has to consent to the revision as it stands, and what each has said to this very text. */
export const readConsents = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const alert = await getAlert(deps.store, id)
  const [{ organizations }, said] = await Promise.all([
    askableFor(deps, alert.content),
    everyConsent(deps.store, id),
  ])
  const digest = consentDigest(alert)
  const items = organizations.map(({ id: organizationId, name }) => {
    const consent = said.get(organizationId)
    const holds = consent?.digest === digest
    return {
      organizationId,
      name,
      isAsked: consent !== undefined && holds,
      ...(holds && consent.answer && { answer: consent.answer, at: consent.at, by: consent.by }),
    }
  })
  return { alert, digest, items }
}
