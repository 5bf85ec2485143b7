import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { type AgendaRow, schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { endCredentials } from '../identity/credentials.ts'
import { forgetFactors } from '../identity/factors/forget.ts'
import { deleteMotionsOf } from '../identity/motions/repository.ts'
import { removeApplicationsFrom } from '../organizations/applications/forget.ts'
import { deleteAddress, findAddress, getOrganization } from '../organizations/repository.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Erased, ErasureInput } from './schema.ts'

const stillThere = () =>
  new DomainError('conflict', 'This contact is in the roster still. Remove it, and then have it erased.')

const stillServes = () =>
  new DomainError(
    'conflict',
    'This address serves a contact still. Remove that one too, or name the right one.',
  )

/** Comes again after an hour, for what was on its way to them; and each hour, should it have been interrupted. */
const rowsOf = ({ contactId, organizationId, words }: Erased, now: Date): AgendaRow[] => {
  const row = { kind: 'erasure', every: 3600, subject: contactId } as const
  const data = { organizationId, words: words ? 1 : 0 }
  return [
    { ...row, id: `erase-${contactId}`, dueAt: now.toISOString(), data },
    { ...row, id: `erase-again-${contactId}`, dueAt: secondsAfter(now, 3600), data: { ...data, again: 1 } },
  ]
}

/**
 * Has everything forgotten that says who a removed contact was: at once their address and whatever they could come in
 * by, and by the agenda what they wrote and what opens the evidence that names them (`traces.ts`).
 */
export const eraseContact = async (
  deps: Deps,
  actor: Actor,
  { email, ...erased }: ErasureInput,
): Promise<void> => {
  permit(actor, 'contact.erase')
  const { organizationId, contactId } = erased
  await onFreshRead(async () => {
    const { contacts } = await getOrganization(deps.store, organizationId)
    if (contacts.some(({ id }) => id === contactId)) throw stillThere()
    const entry = await findAddress(deps.store, email)
    if (entry && entry.contacts.length > 0) throw stillServes()
    await deps.store.transact([
      ...(entry ? [deleteAddress(email, entry)] : []),
      ...(await forgetFactors(deps, contactId)),
      ...(await endCredentials(deps, contactId)),
      ...(await removeApplicationsFrom(deps.store, email)),
      ...deleteMotionsOf(contactId),
      ...rowsOf(erased, deps.clock.now()).map(schedule),
      record(deps, actor, {
        type: 'contact.erasure-asked',
        subject: organizationId,
        audience: forCoordinators,
        data: { contactId },
      }),
    ])
  })
}
