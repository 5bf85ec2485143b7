import type { Deps } from '../../deps.ts'
import type { Id } from '../../ids.ts'
import { contactHistory, wasMeant } from '../../ledger/history.ts'
import { getNotification } from '../../ledger/repository.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { distinct } from '../../text.ts'
import { findAnswer } from '../answers/repository.ts'
import { isKeptFrom } from '../release/gate.ts'
import { wasAddressed } from '../repository.ts'
import { askContacts, handOver, type Pursued } from './carry-out.ts'
import { alertInForce } from './in-force.ts'
import { findPursuits } from './repository.ts'
import { standIn } from './whom.ts'

export interface Unreached {
  readonly alertId: string
  readonly organizationId: string
  /** Who was told and does not read it. */
  readonly contactId: string
  readonly because: 'bounced' | 'away'
}

/**
 * Passes an emergency to the next contact of an organization, in the place of one whom it does not reach; to
 * whoever is on duty where there is none. Once for each contact and cause; nothing once the organization has
 * answered, or the alert is halted or has ended. What is no emergency waits for its turn by silence.
 */
export const passOn = (deps: Deps, { alertId, organizationId, contactId, because }: Unreached) =>
  onFreshRead(async () => {
    const { store } = deps
    const inForce = await alertInForce(store, alertId, deps.clock.now())
    if (!inForce || inForce.alert.halted || inForce.alert.content.level !== 'emergency') return
    const [organization, answer, isAddressed, pursuits] = await Promise.all([
      findOrganization(store, organizationId),
      findAnswer(store, alertId, organizationId),
      wasAddressed(store, organizationId, alertId),
      findPursuits(store, alertId, [organizationId]),
    ])
    if (!organization || !isAddressed || answer?.answer) return
    if (isKeptFrom(inForce.issue, organization)) return
    const before = pursuits.get(organizationId)
    const decision = standIn({ organization, pursuit: before, contactId, because })
    if (decision.do === 'nothing') return
    const insteadOf = contactId as Id<'contact'>
    if (decision.do === 'hand-over') {
      const taken = { step: 'hand-over', because, insteadOf } as const
      return handOver(deps, inForce, [{ organization, before, taken }])
    }
    const { id } = decision.contact
    const taken = { step: 'pass-on', because, contactId: id, insteadOf } as const
    const pursued: Pursued[] = [{ organization, before, taken }]
    const tellsAnew = !(await wasMeant(store, id, inForce.issue.notificationId))
    return askContacts(deps, inForce, { pursued, tellsAnew })
  })

/** So many of the latest mails to a contact are looked through for emergencies. */
const latest = 50

/** Passes on every emergency that a contact was told of and does not read. */
export const passOnAll = async (deps: Deps, unreached: Omit<Unreached, 'alertId'>): Promise<void> => {
  const { items } = await contactHistory(deps.store, unreached.contactId, { limit: latest })
  const ids = distinct(items.map(({ pk }) => String(pk).split('#')[0]!))
  const told = await Promise.all(ids.map((id) => getNotification(deps.store, id)))
  const alertIds = told.flatMap(({ notification: { kind, subject } }) =>
    kind === 'alert' || kind === 'alert-reminder' ? [subject] : [],
  )
  for (const alertId of distinct(alertIds)) await passOn(deps, { ...unreached, alertId })
}
