import type { Actor } from '../../access/actor.ts'
import { forbidden, permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getOrganization } from '../../organizations/repository.ts'
import {
  alreadySigned,
  membersSign,
  notASignatory,
  notOpen,
  notSigned,
  otherText,
  signingIsOver,
} from './errors.ts'
import { happened } from './happened.ts'
import { readLetter } from './read.ts'
import { findSignature, putSignature, removeSignature } from './repository.ts'
import type { Letter, Signature } from './schema.ts'

/** Who signs for an organization: one whom it has given that role in its own roster, asked afresh each time. */
const signatoryOf = async (deps: Deps, actor: Actor) => {
  if (actor.kind !== 'person' || actor.scopes) throw forbidden()
  const { organizationId, contactId } = actor
  permit(actor, 'letter.sign', { organizationId })
  const organization = await getOrganization(deps.store, organizationId)
  if (organization.relation !== 'member') throw membersSign()
  const contact = organization.contacts.find(({ id }) => id === contactId)
  if (contact?.role !== 'signatory' || contact.suppressed?.reason === 'compromised') throw notASignatory()
  return { organization, contactId }
}

const requireOpen = ({ state, signBy }: Letter, now: Date) => {
  // The deadline holds by the clock, whenever the row of it comes due.
  if (state === 'closed' || (state === 'open' && Date.parse(signBy) <= now.getTime())) throw signingIsOver()
  if (state !== 'open') throw notOpen(state)
}

interface Signing {
  readonly id: string
  readonly digest: string
}

/** Signs a letter in the name of the signatory's organization: once, within the deadline, the very text that was read. */
export const signLetter = async (deps: Deps, actor: Actor, { id, digest }: Signing): Promise<Signature> => {
  const letter = await readLetter(deps, actor, id)
  const { organization, contactId } = await signatoryOf(deps, actor)
  const now = deps.clock.now()
  requireOpen(letter, now)
  if (digest !== letter.digest) throw otherText()
  if (await findSignature(deps.store, id, organization.id)) throw alreadySigned()
  const signature: Signature = {
    organizationId: organization.id,
    name: organization.name,
    contactId,
    digest,
    at: now.toISOString(),
  }
  await deps.store.transact([
    ...putSignature(letter, signature),
    happened(deps, actor, 'letter.signed', letter, { data: { organizationId: organization.id } }),
  ])
  return signature
}

/** Takes a signature back while the letter can still be signed. */
export const unsignLetter = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const letter = await readLetter(deps, actor, id)
  const { organization } = await signatoryOf(deps, actor)
  requireOpen(letter, deps.clock.now())
  if (!(await findSignature(deps.store, id, organization.id))) throw notSigned()
  await deps.store.transact([
    ...removeSignature(letter, organization.id),
    happened(deps, actor, 'letter.unsigned', letter, { data: { organizationId: organization.id } }),
  ])
}
