import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { walkOrganizations } from '../../ledger/walk/sources.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import { asTold } from '../../replies/told.ts'
import { type PlaceView, placesShown } from '../capacity/show.ts'
import { invited } from '../notice.ts'
import type { Meeting } from '../schema.ts'
import { isCalled, isWithdrawn, meetingKnownTo } from '../standing.ts'
import { recordAnswer } from './answer.ts'
import type { Rsvp, RsvpInput } from './rsvp.ts'

type Of = Pick<Meeting, 'coalitionId'>

const has = (contactId: string) => (organization: Organization | undefined) =>
  organization?.contacts.some(({ id }) => id === contactId) ?? false

/** The organization of an invited contact, wherever among the invited it is. */
export const organizationInvited = async (deps: Deps, of: Of, contactId: string) => {
  for await (const { organization } of walkOrganizations(deps.store, invited(of)))
    if (has(contactId)(organization)) return organization
  throw notFound('contact among those invited')
}

/** The organization of a contact for whom somebody may answer: of their own, or, for coordinators, of any that is invited. */
export const organizationToAnswerFor = async (deps: Deps, actor: Actor, of: Of, contactId: string) => {
  const own = actor.kind === 'person' ? await findOrganization(deps.store, actor.organizationId) : undefined
  if (!own || !has(contactId)(own)) {
    permit(actor, 'meeting.answer')
    return organizationInvited(deps, of, contactId)
  }
  permit(actor, 'meeting.answer', { organizationId: own.id })
  if (await isCalled(deps.store, of, { organizationId: own.id, relation: own.relation })) return own
  throw notFound('contact among those invited')
}

interface AnswerFor {
  readonly meetingId: Meeting['id']
  readonly contactId: Rsvp['contactId']
  readonly said: RsvpInput
}

/** Answers for a contact of one's own organization; a coordinator for whoever told them, and then says how. */
export const answerFor = async (
  deps: Deps,
  actor: Actor,
  { meetingId, contactId, said }: AnswerFor,
): Promise<Rsvp & { readonly shown: PlaceView | undefined }> => {
  const { meeting } = await meetingKnownTo(deps.store, actor, meetingId)
  if (isWithdrawn(meeting, contactId)) throw notFound('contact among those invited')
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, meeting, contactId)
  const given = said.told
    ? ({ by: 'coordinator', told: asTold(deps, actor, said.told) } as const)
    : ({ by: 'api' } as const)
  const { meeting: at, rsvp } = await recordAnswer(deps, actor, {
    ...{ meetingId, contactId, organizationId, said },
    ...given,
  })
  const shown = await placesShown(deps.store, at, [rsvp!])
  return { ...rsvp!, shown: shown.get(contactId) }
}
