import { contactsReached } from '../../ledger/reach.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import type { EscalationCause, EscalationStep, Pursuit } from './schema.ts'

/** What is to be done about an organization: ask a contact, hand it to a person, or leave it alone. */
export type Decision =
  | { readonly do: 'ask'; readonly contact: Contact }
  | { readonly do: 'hand-over' }
  | { readonly do: 'nothing' }

const nothing: Decision = { do: 'nothing' }
const handOver: Decision = { do: 'hand-over' }
const ask = (contact: Contact): Decision => ({ do: 'ask', contact })

/** Contacts who may be asked again: mail reaches them, and they are in no danger for being asked. */
const askable = (organization: Organization) =>
  contactsReached(organization, 'all').filter(({ suppressed, discreet }) => !suppressed && !discreet)

/** Whom an organization's turn comes to after those who were asked. */
export const nextContact = (organization: Organization, asked: ReadonlySet<string>) =>
  askable(organization).find(({ id }) => !asked.has(id))

/** Nobody chases an organization that is out of the alliance, or reached by discreet contacts alone, by mail or by phone. */
const isLeftAlone = (organization: Organization) =>
  organization.status !== undefined ||
  (askable(organization).length === 0 &&
    organization.contacts.some(({ discreet, suppressed }) => discreet && !suppressed))

export interface Silent {
  readonly organization: Organization
  /** Its contacts whom the alert was for. */
  readonly told: ReadonlySet<string>
  readonly pursuit: Pursuit | undefined
}

const askedOf = (pursuit: Pursuit | undefined) =>
  (pursuit?.steps ?? []).flatMap(({ contactId }) => (contactId ? [contactId] : []))

/** Who was told first and has to be asked first. */
const leadOf = ({ organization, told }: Silent) => askable(organization).find(({ id }) => told.has(id))

const nextOf = (silent: Silent) => {
  const lead = leadOf(silent)
  return nextContact(silent.organization, new Set([...askedOf(silent.pursuit), ...(lead ? [lead.id] : [])]))
}

/** A member is reminded, then its next contact is asked; an authority is reminded once, then called. */
const decideFor = (step: EscalationStep, silent: Silent): Decision => {
  const { organization, pursuit } = silent
  if (step === 'hand-over') return handOver
  if (organization.relation === 'authority') {
    const wasAsked = pursuit?.steps.some((taken) => taken.step === 'remind')
    const lead = leadOf(silent)
    return step === 'remind' && lead && !wasAsked ? ask(lead) : nothing
  }
  const contact = step === 'remind' ? leadOf(silent) : nextOf(silent)
  if (contact) return ask(contact)
  return step === 'remind' && nextOf(silent) ? nothing : handOver
}

/** What a step does about an organization that is silent under a level's policy; nothing where it was done already. */
export const decide = (step: EscalationStep, level: string, silent: Silent): Decision => {
  const taken = silent.pursuit?.steps.filter((each) => each.because === 'silence' && each.level === level)
  const isDone = taken?.some((each) => each.step === step || each.step === 'hand-over')
  return isDone || isLeftAlone(silent.organization) ? nothing : decideFor(step, silent)
}

interface Failed {
  readonly organization: Organization
  readonly pursuit: Pursuit | undefined
  readonly contactId: string
  readonly because: Exclude<EscalationCause, 'silence'>
}

/** Who stands in for a contact whose mail came back, or who is away; where nobody can, a person must. */
export const standIn = ({ organization, pursuit, contactId, because }: Failed): Decision => {
  const isDone = pursuit?.steps.some((taken) => taken.insteadOf === contactId && taken.because === because)
  if (isDone || organization.status) return nothing
  const contact = nextContact(organization, new Set([...askedOf(pursuit), contactId]))
  if (contact) return ask(contact)
  return isLeftAlone(organization) ? nothing : handOver
}
