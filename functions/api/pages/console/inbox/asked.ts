import * as z from 'zod'
import { idOf } from '../../../../../shared/ids.ts'
import { calledBy } from '../../../../../shared/organizations/contact-of.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Option } from '../shell/fields.tsx'
import { parsed } from '../shell/form.ts'
import { wordFor } from '../shell/parts.tsx'

const named = {
  contact: z.object({ whose: idOf('contact') }),
  organization: z.object({ whose: idOf('organization') }),
}

/** Whose answer a form takes down, where a contact gives it. */
export const contactId = (whose: string) => parsed(named.contact, { whose }).whose

/** Whose answer a form takes down, where an organization gives it. */
export const organizationId = (whose: string) => parsed(named.organization, { whose }).whose

/** A form offers so many; an alliance of some hundred organizations fits. */
export const atMost = { limit: 400 }

interface Board {
  readonly items: readonly { readonly contactId: string; readonly organizationId: string }[]
  readonly organizations: readonly Organization[]
}

/** Each contact that was asked, by their organization and what they are called there. */
export const seatsAsked = ({ items, organizations }: Board, words: Phrases): Option[] =>
  items.map(({ contactId: value, organizationId: of }) => {
    const organization = organizations.find(({ id }) => id === of)
    const contact = organization?.contacts.find(({ id }) => id === value)
    const called = contact && (calledBy(contact) ?? wordFor(words, 'role', contact.role))
    return { value, label: [organization?.name ?? of, called].filter(Boolean).join(' · ') }
  })
