import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { contactsReached } from '../../ledger/reach.ts'
import { calledBy } from '../../organizations/contact-of.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { getAlert } from '../repository.ts'
import { silenceOn } from './board.ts'

/** Whom to call, as far as they may be called at all. */
const lineOf = (contact: Contact) => ({
  contactId: contact.id,
  role: contact.role,
  ...(calledBy(contact) && { name: calledBy(contact)! }),
  languages: contact.languages,
  timeZone: contact.timeZone,
  ...(contact.phone && !contact.phone.neverCall && { phone: contact.phone.number }),
  ...(contact.phone?.neverCall && { neverCall: true as const }),
})

/** Who is discreet is on no paper, and nobody whose mailbox is in the hands of others is asked anything. */
const isOnPaper = ({ discreet, suppressed }: Contact) => !discreet && suppressed?.reason !== 'compromised'

const entryOf = (organization: Organization) => ({
  organizationId: organization.id,
  name: organization.name,
  country: organization.country,
  relation: organization.relation,
  contacts: contactsReached(organization, 'all').filter(isOnPaper).map(lineOf),
})

/** Whom to call about an alert: the organizations that are silent, with who may be called, in the order of roles. */
export const readCallSheet = async (deps: Deps, actor: Actor, alertId: string) => {
  permitToKnow(actor, 'alert.read-call-sheet', 'alert')
  const alert = await getAlert(deps.store, alertId)
  const { silent } = await silenceOn(deps, alert)
  const organizations = await findOrganizations(deps.store, silent)
  return {
    alertId: alert.id,
    ...(alert.issues.at(-1) && { reference: alert.issues.at(-1)!.reference }),
    at: deps.clock.now().toISOString(),
    items: organizations
      .filter(({ status }) => !status)
      .map(entryOf)
      .filter(({ contacts }) => contacts.length > 0),
  }
}

export type CallSheet = Awaited<ReturnType<typeof readCallSheet>>
