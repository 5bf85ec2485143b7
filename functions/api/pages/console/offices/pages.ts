import type { Router } from '../../../http/contract.ts'
import { officeListPage } from './list.tsx'
import {
  changeOfficeFromForm,
  editOfficePage,
  newOfficePage,
  officeFromForm,
  removalFromForm,
} from './write.tsx'

/** The directory of those at decision-makers' whom the alliance speaks to, and who of us does. */
export const officePages = (pages: Router) => {
  pages.get('/console/offices', officeListPage)
  pages.get('/console/offices/new', newOfficePage)
  pages.post('/console/offices/new', officeFromForm)
  pages.get('/console/offices/:id', editOfficePage)
  pages.post('/console/offices/:id', changeOfficeFromForm)
  pages.post('/console/offices/:id/removal', removalFromForm)
}
