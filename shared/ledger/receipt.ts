import type { Deps } from '../deps.ts'
import type { Contact } from '../organizations/schema.ts'
import { type Phrases, wordsFor } from '../rendering/catalogue.ts'
import { announce, type Told } from './announce.ts'

interface Receipted {
  /** The id of what was answered. */
  readonly subject: string
  readonly organizationId: `org_${string}`
  readonly contact: Contact
  /** What the message was about. */
  readonly matter: string
  /** What was answered, in the words of a language. */
  readonly answer: (words: Phrases) => string
}

/** Mails are forwarded, so the contact hears what was answered in their name by a link, and can change it. */
export const receipt = (
  deps: Pick<Deps, 'clock' | 'ids'>,
  { subject, organizationId, contact, matter, answer }: Receipted,
): Told =>
  announce(deps, {
    kind: 'notice',
    subject,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId: contact.id }] },
    content: {
      key: 'answer-recorded',
      params: { matter, answer: answer(wordsFor(contact.languages)) },
      action: true,
    },
  })
