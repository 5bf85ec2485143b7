import { system } from '../access/actor.ts'
import { type AgendaRow, consume } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { forgetContact } from '../evidence/forget.ts'
import { contactHistory } from '../ledger/history.ts'
import { findSubjects } from '../ledger/repository.ts'
import { forgetWords } from '../meetings/forget.ts'
import { forgetReplies } from '../replies/forget.ts'
import type { Item } from '../storage/store.ts'

/** Where something for a contact was: the notification, and the chunk of its manifest. */
const placeOf = ({ pk }: Item) => {
  const [notificationId = '', chunk] = String(pk).split('#')
  return { notificationId, chunk: Number(chunk) }
}

const alreadyDone = () => new DomainError('conflict', 'This has been done.')

const unlessDone = (error: unknown) => {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
}

/**
 * Goes through everything that was ever for a contact, page by page, and has forgotten what they wrote there and what
 * opens the evidence that names them. Done again, it finds nothing.
 */
export const eraseTraces = async (
  deps: Deps,
  contactId: string,
  row: Pick<AgendaRow, 'id' | 'dueAt'>,
): Promise<void> => {
  let after: Item | undefined
  do {
    const { items, next } = await contactHistory(deps.store, contactId, { limit: 100, after })
    const places = items.map(placeOf)
    for (const place of places) await forgetContact(deps, { ...place, contactId })
    for (const subject of await findSubjects(
      deps.store,
      places.map(({ notificationId }) => notificationId),
    )) {
      if (subject.startsWith('mtg_')) await forgetWords(deps, subject, contactId)
      await forgetReplies(deps, subject, contactId)
    }
    after = next
  } while (after)
  const done = record(deps, system, { type: 'contact.erased', subject: contactId, audience: forCoordinators })
  await deps.store.transact([{ ...consume(row), orElse: alreadyDone }, done]).catch(unlessDone)
}
