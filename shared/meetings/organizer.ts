import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { announce, type Told } from '../ledger/announce.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import type { Meeting } from './schema.ts'

interface Telling {
  readonly key: NoticeKey
  readonly params: Readonly<Record<string, string>>
}

/** A notice to whoever called a meeting, or proposed a poll; to those on duty where they are not in the roster. */
export const tellOrganizer = async (
  deps: Deps,
  { id, calledBy }: Pick<Meeting, 'calledBy'> & { readonly id: string },
  content: Telling,
): Promise<Told> => {
  const organization = calledBy && (await findOrganization(deps.store, calledBy.organizationId))
  if (!calledBy || !organization?.contacts.some((contact) => contact.id === calledBy.contactId))
    return tellDuty(deps, { subject: id, ...content })
  const recipients = { of: 'contacts' as const, contacts: [calledBy] }
  return announce(deps, { kind: 'notice', subject: id, recipients, content })
}
