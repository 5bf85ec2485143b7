import type { Router } from '../../../http/contract.ts'
import { absentPage } from './absent.tsx'
import { applicationPage, invitationFromForm, refusalFromForm } from './application.tsx'
import { applicationsPage } from './applications.tsx'
import { contactPages } from './contact/steps.ts'
import { entryFromForm, entryPage, newEntryFromForm, newEntryPage } from './entry.tsx'
import { erasureFromForm, erasurePage } from './erasure.tsx'
import { importFromForm, importPage } from './import/page.tsx'
import { confirmationsFromForm, rosterPage } from './list.tsx'
import {
  departureFromForm,
  invitingFromForm,
  reinstatementFromForm,
  suspensionFromForm,
  uninvitingFromForm,
} from './membership-forms.tsx'
import {
  compromisedFromForm,
  contactFromForm,
  liftFromForm,
  organizationPage,
  ownOrganizationPage,
} from './organization.tsx'
import { unreachedList } from './unreached.tsx'

const at = '/console/roster/:id'

/** Who asks to join, and who has no part in the alliance now. */
const comingAndGoing = (pages: Router) => {
  pages.get('/console/applications', applicationsPage)
  pages.get('/console/applications/:id', applicationPage)
  pages.post('/console/applications/:id/invitation', invitationFromForm)
  pages.post('/console/applications/:id/refusal', refusalFromForm)
  pages.get('/console/absent', absentPage)
  pages.post(`${at}/suspension`, suspensionFromForm)
  pages.post(`${at}/reinstatement`, reinstatementFromForm)
  pages.post(`${at}/invitation`, invitingFromForm)
  pages.post(`${at}/invitation/end`, uninvitingFromForm)
  pages.post(`${at}/departure`, departureFromForm)
}

/** Who is in the alliance and whom it warns, how they are reached, and why some no longer are. */
export const rosterPages = (pages: Router) => {
  pages.get('/console/roster', rosterPage)
  pages.get('/console/roster/unreached', unreachedList)
  pages.get('/console/roster/import', importPage)
  pages.post('/console/roster/import', importFromForm)
  pages.get('/console/roster/new', newEntryPage)
  pages.post('/console/roster/new', newEntryFromForm)
  pages.post('/console/roster/confirmations', confirmationsFromForm)
  pages.get('/console/own', ownOrganizationPage)
  pages.get(at, organizationPage)
  pages.get(`${at}/edit`, entryPage)
  pages.post(`${at}/edit`, entryFromForm)
  pages.post(`${at}/contacts`, contactFromForm)
  pages.post(`${at}/contacts/:contactId/compromised`, compromisedFromForm)
  pages.post(`${at}/contacts/:contactId/lift`, liftFromForm)
  contactPages(pages)
  pages.get(`${at}/erasure`, erasurePage)
  pages.post(`${at}/erasure`, erasureFromForm)
  comingAndGoing(pages)
}
