import * as z from 'zod'
import { absence, contact, organization } from '../../../../shared/organizations/schema.ts'

export const contactView = contact
  .omit({ epoch: true, securedAt: true, movedAt: true, ownFields: true })
  .meta({ id: 'Contact' })

/** A contact by itself: the version is its organization’s, under which it is changed. */
export const loneContactView = contactView.extend({ version: z.int() }).meta({ id: 'LoneContact' })

export const organizationView = organization
  .omit({ ownFields: true, removedContacts: true })
  .extend({
    contacts: z.array(contactView),
    status: z.enum(['active', ...absence.options]).default('active'),
  })
  .meta({ id: 'Organization' })
