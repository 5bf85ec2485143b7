import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { receipt } from '../ledger/receipt.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import { getSituation } from '../situations/repository.ts'
import { noSuchCoalition } from './errors.ts'
import { changeParticipation } from './participate.ts'
import { findWithParticipation } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

/** Whom an opened link was made for. */
export interface Invitee {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly coalitionId: string
  readonly organization: Organization
  readonly contact: Contact
}

/** While an invitation stands, its link works: until the organization has left or was removed, or the coalition stands down. */
const stands = ({ status }: Participation, coalition: Coalition) =>
  coalition.status === 'active' && status !== 'left' && status !== 'removed'

/** What the invitation said, and how the organization takes part now. */
export const readInvitation = async (deps: Deps, { coalitionId, organization }: Invitee) => {
  const { coalition, participation } = await findWithParticipation(deps.store, coalitionId, organization.id)
  if (!coalition || !participation || !stands(participation, coalition)) throw noSuchCoalition()
  const { name, purpose, confidential, situationId } = coalition
  const { title: situationTitle } = await getSituation(deps.store, situationId)
  return {
    name,
    purpose,
    confidential,
    situationTitle,
    role: participation.role,
    status: participation.status,
  }
}

type Answer = 'joined' | 'declined'

const receiptOf = (deps: Deps, { contact, organization }: Invitee, answer: Answer, { id, name }: Coalition) =>
  receipt(deps, {
    subject: id,
    organizationId: organization.id,
    contact,
    matter: name,
    answer: ({ t }) => t(answer === 'joined' ? 'coalition.join' : 'coalition.decline'),
  })

/** Joins or declines by a mailed link, which needs no account; the same answer again is no change. */
export const answerInvitation = async (deps: Deps, invitee: Invitee, answer: Answer) => {
  await readInvitation(deps, invitee)
  await changeParticipation(deps, invitee.actor, {
    coalitionId: invitee.coalitionId,
    organizationId: invitee.organization.id,
    status: answer,
    also: (coalition) => receiptOf(deps, invitee, answer, coalition),
  })
  return readInvitation(deps, invitee)
}
