import { type Actor, stampOf } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Grant } from '../grants.ts'
import type { Motion } from './repository.ts'

interface Matter {
  readonly grant: Grant
  readonly kind: Motion['kind']
  readonly state: 'proposed' | 'carried'
}

/** Whoever it is about is not told before it is done: they may be the thief. */
export const tellOfMotion = async (deps: Deps, actor: Actor, { grant, kind, state }: Matter) => {
  const { organizationId, contactId } = grant
  const organization = await findOrganization(deps.store, organizationId)
  return tellCoordinators(deps, {
    subject: contactId,
    key: state === 'proposed' ? 'motion-proposed' : 'motion-carried',
    params: { motion: kind, organization: organization?.name ?? organizationId },
    urgent: true,
    but: [stampOf(actor).contactId, ...(state === 'proposed' ? [contactId] : [])],
    ...(state === 'carried' && { and: { organizationId, contactId } }),
  })
}
