import type { Router } from '../../../http/contract.ts'
import { contactChangeFromForm, contactPage, contactRemovalFromForm } from './contact.tsx'
import { importFromForm, importPage } from './import.tsx'
import { rosterPage } from './list.tsx'
import {
  compromisedFromForm,
  contactFromForm,
  liftFromForm,
  organizationPage,
  ownOrganizationPage,
} from './organization.tsx'

/** Who is in the alliance and whom it warns, how they are reached, and why some no longer are. */
export const rosterPages = (pages: Router) => {
  const at = '/console/roster/:id'
  pages.get('/console/roster', rosterPage)
  pages.get('/console/roster/import', importPage)
  pages.post('/console/roster/import', importFromForm)
  pages.get('/console/own', ownOrganizationPage)
  pages.get(at, organizationPage)
  pages.post(`${at}/contacts`, contactFromForm)
  pages.post(`${at}/contacts/:contactId/compromised`, compromisedFromForm)
  pages.post(`${at}/contacts/:contactId/lift`, liftFromForm)
  pages.get(`${at}/contacts/:contactId`, contactPage)
  pages.post(`${at}/contacts/:contactId`, contactChangeFromForm)
  pages.post(`${at}/contacts/:contactId/remove`, contactRemovalFromForm)
}
