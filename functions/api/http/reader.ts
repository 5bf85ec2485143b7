import type { Contact, Organization } from '../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../shared/rendering/catalogue.ts'

/** Who looks at a page of the console, as far as the page is made for them. */
export interface Reader {
  readonly organization: Organization | undefined
  readonly contact: Contact | undefined
  readonly words: Phrases
  readonly timeZone: string
}
