import { system } from '../access/actor.ts'
import { type AgendaRow, consume } from '../agenda/agenda.ts'
import { forgetAnswerer } from '../alerts/answers/forget.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { forgetContact } from '../evidence/forget.ts'
import { contactHistory } from '../ledger/history.ts'
import { findSubjects } from '../ledger/repository.ts'
import { removeFeeds } from '../meetings/calendar-feeds/repository.ts'
import { forgetWords } from '../meetings/forget.ts'
import { findOrganization } from '../organizations/repository.ts'
import { removeReader } from '../publications/subscriptions/repository.ts'
import { forgetReplies } from '../replies/forget.ts'
import type { Item } from '../storage/store.ts'
import { forgetRemarks } from '../tasks/forget.ts'
import { removeOwnNotices, removeQuotingNotices } from './notices.ts'
import type { Erased } from './schema.ts'
import { forgetComments, forgetTheirWords } from './words.ts'

/** Where something for a contact was: the notification, and the chunk of its manifest. */
const placeOf = ({ pk }: Item) => {
  const [notificationId = '', chunk] = String(pk).split('#')
  return { notificationId, chunk: Number(chunk) }
}

const alreadyDone = () => new DomainError('conflict', 'This has been done.')

const unlessDone = (error: unknown) => {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
}

/** What they said to one matter that they were mailed of. */
const forgetAbout = async (deps: Deps, subject: string, erased: Erased, organizationName: string) => {
  if (/^(mtg|pol)_/.test(subject)) {
    await forgetWords(deps, subject, erased.contactId)
    await removeQuotingNotices(deps, subject, organizationName)
  }
  if (subject.startsWith('alt_')) {
    await forgetAnswerer(deps, subject, erased)
    if (erased.words) await forgetComments(deps, subject, erased)
  }
}

/** Everything that was ever for them, page by page. */
const walkHistory = async (deps: Deps, erased: Erased, organizationName: string) => {
  const { contactId } = erased
  let after: Item | undefined
  do {
    const { items, next } = await contactHistory(deps.store, contactId, { limit: 100, after })
    const places = items.map(placeOf)
    const ids = places.map(({ notificationId }) => notificationId)
    for (const place of places) await forgetContact(deps, { ...place, contactId })
    for (const subject of await findSubjects(deps.store, ids))
      await forgetAbout(deps, subject, erased, organizationName)
    await removeOwnNotices(deps, ids, erased)
    after = next
  } while (after)
}

/**
 * Goes through everything that was ever for a contact, and through what they left elsewhere, and has forgotten what they
 * wrote there and what opens the evidence that names them. Done again, it finds nothing.
 */
export const eraseTraces = async (
  deps: Deps,
  erased: Erased,
  { again, ...row }: Pick<AgendaRow, 'id' | 'dueAt'> & { readonly again: boolean },
): Promise<void> => {
  const { store } = deps
  const { contactId, organizationId, words } = erased
  const organization = await findOrganization(store, organizationId)
  await walkHistory(deps, erased, organization?.name ?? '')
  await forgetReplies(deps, contactId)
  await forgetRemarks(deps, contactId)
  if (words) await forgetTheirWords(deps, erased)
  await store.writeMany([...(await removeFeeds(store, contactId)), ...(await removeReader(store, contactId))])
  const done = record(deps, system, { type: 'contact.erased', subject: contactId, audience: forCoordinators })
  await store.transact([{ ...consume(row), orElse: alreadyDone }, ...(again ? [] : [done])]).catch(unlessDone)
}
