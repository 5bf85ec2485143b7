import { type Actor, type Person, stampOf } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { announce, nothingTold } from '../../ledger/announce.ts'
import { isWithheld } from '../../ledger/reach.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { getSituation } from '../../situations/repository.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { withholdingOf } from '../audience.ts'
import { noSuchAlert } from '../errors.ts'
import { happened } from '../happened.ts'
import { stepTo } from '../lifecycle.ts'
import { nothingApproved, settleStopped, unscheduleRelease } from '../release/hold.ts'
import { alertUnchanged, getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { withoutHands } from '../translations/hands.ts'
import { changedSince, consentForOthers, notAskedAnyMore } from './errors.ts'
import { findConsents, putConsent } from './repository.ts'
import type { Consent, ConsentInput } from './schema.ts'
import { consentDigest, isInNameOf } from './who.ts'

/** What an organization is asked to stand by; to all others, once it is withheld from them or no more in their name, it does not exist. */
export const findAskedConsent = async (deps: Deps, alertId: string, organizationId: string) => {
  const alert = await getAlert(deps.store, alertId)
  const said = (await findConsents(deps.store, alertId, [organizationId])).get(organizationId)
  const [organization, situation] = await Promise.all([
    findOrganization(deps.store, organizationId),
    getSituation(deps.store, alert.content.situationId),
  ])
  if (!said || !organization || isWithheld(organization, withholdingOf(situation))) throw noSuchAlert()
  // Asked once is not asked for good: a later draft in the name of others is none of theirs to read or to stop.
  if (!(await isInNameOf(deps, alert.content, organization))) throw noSuchAlert()
  const isDraft = alert.state === 'draft'
  const isOpen = isDraft || alert.state === 'in-review' || alert.state === 'approved'
  const digest = consentDigest(alert)
  const texts = alert.content.texts.map(withoutHands)
  const draft = isOpen ? { ...alert, content: { ...alert.content, texts } } : undefined
  return {
    alert,
    said,
    draft,
    digest,
    isDraft,
    isOpen,
    answer: said.digest === digest ? said.answer : undefined,
  }
}

interface Saying {
  readonly alertId: string
  readonly organizationId: Organization['id']
  readonly consent: ConsentInput
  /** Whose link it came by: they hear of it. */
  readonly contact?: Contact
}

/** Mails are forwarded, so the contact hears what was said by their link, and can say otherwise. */
const receiptFor = (deps: Deps, { alertId, organizationId, consent }: Saying, { id: contactId }: Contact) =>
  announce(deps, {
    kind: 'notice',
    subject: alertId,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: { key: `consent-${consent.answer}`, params: {}, action: true },
    opens: 'consent',
  })

/** Who takes their name back once it was submitted gives the revision back to its authors: it does not go out with it. */
const withdrawn = async (deps: Deps, actor: Actor, before: Alert) => {
  const state = stepTo(before, 'returned')
  const after = revise(before, { ...nothingApproved, state }, deps.clock.now())
  return [
    ...replaceAlert(before, after),
    ...unscheduleRelease(before),
    ...(await settleStopped(deps, actor, before)),
  ]
}

const record = (deps: Deps, actor: Actor, saying: Saying): Promise<Consent> =>
  onFreshRead(async () => {
    const { alertId, organizationId, consent, contact } = saying
    const asked = await findAskedConsent(deps, alertId, organizationId)
    const { alert, said, digest, isDraft, isOpen } = asked
    const isRefusal = consent.answer === 'refused'
    if (!isOpen || !(isDraft || isRefusal)) throw notAskedAnyMore()
    if (consent.digest !== digest) throw changedSince()
    if (asked.answer === consent.answer) return said
    const at = deps.clock.now().toISOString()
    const after: Consent = { ...said, ...consent, at, by: stampOf(actor), version: said.version + 1 }
    const told = contact ? receiptFor(deps, saying, contact) : nothingTold
    await deps.store.transact([
      ...(isDraft ? [alertUnchanged(alert)] : await withdrawn(deps, actor, alert)),
      putConsent(alertId, said, after),
      ...told.actions,
      happened(deps, actor, 'alert.consent-recorded', alert, {
        data: { organizationId, answer: consent.answer, digest, by: contact ? 'link' : 'person' },
        notifications: told.notifications,
      }),
    ])
    return after
  })

interface Naming {
  readonly alertId: string
  readonly organizationId: Organization['id']
}

/** For one's own organization; a coordinator who did not write the draft notes what another has told them. */
export const consentFor = async (
  deps: Deps,
  actor: Actor,
  { alertId, organizationId, consent }: Naming & { readonly consent: ConsentInput },
): Promise<Consent> => {
  permit(actor, 'alert.consent', { organizationId })
  const person = actor as Person
  const { alert } = await findAskedConsent(deps, alertId, organizationId)
  const isOther = person.organizationId !== organizationId
  if (isOther && alert.touchedBy.includes(person.contactId)) throw consentForOthers()
  return record(deps, actor, { alertId, organizationId, consent })
}

export interface Consenter {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly alertId: string
  readonly organization: Organization
  readonly contact: Contact
}

/** By the mailed link, which needs no account. */
export const consentByLink = (
  deps: Deps,
  { actor, alertId, organization, contact }: Consenter,
  consent: ConsentInput,
) => record(deps, actor, { alertId, organizationId: organization.id, consent, contact })

/** What one's organization is asked to stand by, and what it has said to this very text. */
export const readAskedConsent = async (deps: Deps, actor: Actor, { alertId, organizationId }: Naming) => {
  permitToKnow(actor, 'alert.consent', 'alert', { organizationId })
  const { draft, digest, answer } = await findAskedConsent(deps, alertId, organizationId)
  return { draft: draft?.content, digest, answer }
}
