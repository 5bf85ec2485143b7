import { ownWords } from '../alerts/answers/words.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { contactBehind } from '../ledger/history.ts'
import type { ReplyAddress } from '../links/reply-address.ts'
import type { InboundMail } from '../replies/inbound.ts'
import { reportByLink } from './file.ts'
import { fieldReportInput } from './schema.ts'

/** The word that the address begins with to which a report is mailed. */
export const reportWord = 'report'

/** Takes what somebody writes to their secret address for reports, for coordinators' eyes until they say otherwise. */
export const reportByMail = async (
  deps: Deps,
  { kind, suspicious, text, messageId }: InboundMail,
  address: ReplyAddress,
): Promise<'done' | 'hold'> => {
  if (kind !== 'answer' || suspicious) return 'hold'
  const behind = await contactBehind(deps.store, address)
  const report = fieldReportInput.safeParse({ what: ownWords(text) })
  if (!behind || !report.success) return 'hold'
  const source = { organizationId: behind.organization.id, contactId: behind.contact.id }
  try {
    await reportByLink(deps, source, { via: 'mail', report: report.data, cause: messageId })
    return 'done'
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too-fast') return 'hold'
    throw error
  }
}
